import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  Application,
  Comment,
  type CommentDisplayPart,
  CommentTag,
  Converter,
  type DeclarationReflection,
  OptionDefaults,
  type ProjectReflection,
  ReflectionKind,
} from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';
import { MODULES } from './modules.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The packages of the modules, and those whose exports they pass on. */
const PACKAGES = readdirSync(here('../../packages'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(
    ({ name }) =>
      JSON.parse(readFileSync(here(`../../packages/${name}/package.json`), 'utf8')).name as string,
  );

/** Tags of custom elements, and their headings: https://custom-elements-manifest.open-wc.org/analyzer/getting-started */
const ELEMENT_TAGS = {
  fires: 'Events',
  csspart: 'CSS parts',
  cssprop: 'CSS custom properties',
} as const;

const MARKDOWN: PluginOptions = {
  // The site has its own.
  hidePageHeader: true,
  mergeReadme: true,
  indexFormat: 'table',
  useCodeBlocks: true,
  parametersFormat: 'table',
  tableColumnSettings: { leftAlignHeaders: true },
};

/**
 * Writes a page for each export of {@link MODULES} from its TSDoc, and the sidebar that lists them, to `api/`.
 *
 * @throws Error if TypeDoc reports an error, if an export mentions a type that no module exports, or lacks a comment, or if
 *   a comment links to nothing.
 */
export async function writeApiPages(): Promise<void> {
  const app = await Application.bootstrapWithPlugins({
    ...MARKDOWN,
    // The sidebar’s links are relative to it.
    ...{ docsRoot: here('.') },
    name: 'API',
    entryPoints: MODULES.map(({ source }) => source),
    sortEntryPoints: false,
    tsconfig: here('tsconfig.api.json'),
    plugin: ['typedoc-plugin-markdown', 'typedoc-vitepress-theme'],
    out: here('api'),
    readme: here('api-start.md'),
    logLevel: 'Warn',
    packagesRequiringDocumentation: [...PACKAGES],
    // `npx tsc` checks the types.
    skipErrorChecking: true,
    excludeExternals: true,
    excludePrivate: true,
    excludeProtected: true,
    disableSources: true,
    blockTags: [
      ...OptionDefaults.blockTags,
      ...Object.keys(ELEMENT_TAGS).map((tag): `@${string}` => `@${tag}`),
    ],
  });
  app.internationalization.addTranslations(
    'en',
    Object.fromEntries(Object.entries(ELEMENT_TAGS).map(([tag, heading]) => [`tag_${tag}`, heading])),
  );
  // What the element overrides of Lit is for Lit to call.
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const member of project.getReflectionsByKind(ReflectionKind.ClassMember)) {
      if (member.isDeclaration() && isUndocumentedOverride(member)) project.removeReflection(member);
    }
    for (const { comment } of project.getReflectionsByKind(ReflectionKind.Class)) {
      if (comment) listElementTags(comment);
    }
  });
  const entries = app.getEntryPoints() ?? [];
  const project = app.converter.convert(
    entries.map((entry) => ({ ...entry, displayName: nameOf(entry.sourceFile.fileName) })),
  );
  await app.generateOutputs(project);
  validate(app, project);
  if (app.logger.hasErrors() || app.logger.hasWarnings())
    throw new Error('TypeDoc found mistakes; see above.');
}

/**
 * Warns of types that exports mention and no module exports, of exports without a comment, and of dead links. The project
 * cannot be used afterwards.
 */
function validate(app: Application, project: ProjectReflection): void {
  // TypeDoc looks for missing exports in one package only, that of the project.
  app.options.setValue('validation', { notExported: true, notDocumented: false, invalidLink: false });
  for (const name of PACKAGES) {
    project.packageName = name;
    app.validate(project);
  }
  // The comment of a type explains the members that are written inline. The names of the element’s texts explain themselves.
  for (const member of project.getReflectionsByKind(ReflectionKind.Property)) {
    if (member.parent?.kindOf(ReflectionKind.TypeLiteral) || member.parent?.name === 'PhotoSearchStrings')
      member.comment ??= new Comment([{ kind: 'text', text: 'See the type.' }]);
  }
  // The comment of a getter explains its setter.
  for (const each of project.getReflectionsByKind(ReflectionKind.Accessor)) {
    if (each.isDeclaration() && each.getSignature?.comment && each.setSignature)
      each.setSignature.comment ??= each.getSignature.comment;
  }
  app.options.setValue('validation', { notExported: false, notDocumented: true, invalidLink: true });
  app.validate(project);
}

/** A constructor counts as an override, and may be documented. Other overrides inherit the comment of what they override. */
function isUndocumentedOverride({ kind, overwrites, signatures = [] }: DeclarationReflection): boolean {
  if (kind !== ReflectionKind.Constructor) return overwrites !== undefined;
  return signatures.every(({ overwrites, comment }) => overwrites && !comment);
}

/** Makes one list of all tags of a kind. TypeDoc writes a heading above each. */
function listElementTags(comment: Comment): void {
  for (const name of Object.keys(ELEMENT_TAGS)) {
    const tags = comment.getTags(`@${name}`);
    if (tags.length === 0) continue;
    const items = tags.flatMap(({ content: [first, ...rest] }): CommentDisplayPart[] => [
      { kind: 'text', text: (first?.text ?? '').replace(/^([\w-]+) - /, '\n- `$1`: ') },
      ...rest,
    ]);
    comment.removeTags(`@${name}`);
    comment.blockTags.push(new CommentTag(`@${name}`, items));
  }
}

const nameOf = (source: string): string => MODULES.find((module) => module.source === source)?.name ?? source;
