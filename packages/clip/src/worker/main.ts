import { registerTransferHandlers } from '@web-clip/calls';
import { expose, finalizer } from 'comlink';
import { trustOwnScripts } from './own-scripts.ts';
import { followOwnWorkers } from './own-workers.ts';
import { ClipService } from './service.ts';

trustOwnScripts();
registerTransferHandlers();
// comlink calls the finalizer when the page releases this worker; see WorkerConnection.
expose(Object.assign(new ClipService(), { [finalizer]: followOwnWorkers() }));
