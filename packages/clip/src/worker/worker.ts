import { expose } from 'comlink';
import { registerTransferHandlers } from './rpc.ts';
import { ClipService } from './service.ts';

registerTransferHandlers();
expose(new ClipService());
