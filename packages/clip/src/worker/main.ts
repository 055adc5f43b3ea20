import { expose, finalizer } from 'comlink';
import { trustOwnScripts } from './own-scripts.ts';
import { followOwnWorkers } from './own-workers.ts';
import { registerTransferHandlers } from './rpc.ts';
import { ClipService } from './service.ts';

trustOwnScripts();
registerTransferHandlers();
// What comlink calls when the page lets go of this worker; see Link.
expose(Object.assign(new ClipService(), { [finalizer]: followOwnWorkers() }));
