import 'web-clip/element';
