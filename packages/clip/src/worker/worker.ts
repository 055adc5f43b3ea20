import { expose } from 'comlink';
import { trustOwnScripts } from './own-scripts.ts';
import { registerTransferHandlers } from './rpc.ts';
import { ClipService } from './service.ts';

trustOwnScripts();
registerTransferHandlers();
expose(new ClipService());
