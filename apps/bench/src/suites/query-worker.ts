import './query-main.ts';
