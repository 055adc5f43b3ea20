import '@web-clip/element';
import { keepOffline } from './offline.ts';

keepOffline();
