/**
 * Trusted Types (https://w3c.github.io/trusted-types/dist/spec/), which TypeScript's library does not declare.
 * What a policy has let pass is typed as a string: the platform's functions take no other type there.
 */
declare var trustedTypes:
  | undefined
  | {
      createPolicy(
        name: string,
        rules: { createScriptURL(url: string): string },
      ): { createScriptURL(url: string): string };
    };
