import './image-main.ts';
