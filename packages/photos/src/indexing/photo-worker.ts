import './photo-main.ts';
