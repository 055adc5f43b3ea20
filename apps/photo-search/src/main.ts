import '@web-clip/element';
import { keepOffline } from './offline.ts';
import { takeFiles } from './shared-files.ts';

keepOffline();
takeFiles();
