import './bench/main.ts';
