import 'web-clip/element';
import { run } from './page.js';

run();
