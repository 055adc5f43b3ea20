import { serve } from '@web-clip/cli/serve';

/**
 * Serves the built site to the journeys. Some use a model host on this machine, so the policy has to allow it, as for
 * anyone who serves the page with such a host.
 */
const port = Number(process.argv[2]);
const { url } = await serve(port, [
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
if (Number(new URL(url).port) !== port)
  throw new Error(`Port ${port} is in use. Stop the other tests first.`);
