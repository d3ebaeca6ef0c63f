export * from './mail-builder.ts';
