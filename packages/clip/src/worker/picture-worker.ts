import './picture-main.ts';
