import './search-main.ts';
