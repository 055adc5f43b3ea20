import { serve } from '@web-clip/cli/serve';

/**
 * Serves the built site to the journeys. Some name a model host of their own, on this machine, which the policy has to
 * allow them, as whoever serves the page with such a host does.
 */
await serve(Number(process.argv[2]), [
  {
    name: 'model-hosts',
    configurePreviewServer({ middlewares }) {
      middlewares.use((_request, response, next) => {
        const policy = response.getHeader('Content-Security-Policy');
        if (policy) {
          const allowing = String(policy).replace('connect-src', 'connect-src http://localhost:*');
          response.setHeader('Content-Security-Policy', allowing);
        }
        next();
      });
    },
  },
]);
