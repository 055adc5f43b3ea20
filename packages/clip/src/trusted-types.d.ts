/**
 * Trusted Types (https://w3c.github.io/trusted-types/dist/spec/), which TypeScript's library does not
 * declare. The result of a policy is typed as a string, because the platform's functions are declared to take
 * strings.
 */
declare var trustedTypes:
  | undefined
  | {
      createPolicy(
        name: string,
        rules: { createScriptURL(url: string): string },
      ): { createScriptURL(url: string): string };
    };
