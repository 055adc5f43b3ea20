import './encoder-main.ts';
