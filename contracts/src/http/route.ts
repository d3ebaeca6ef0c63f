import type { z } from 'zod';
import type { Permission } from './permissions.ts';
import type { always, ProblemCode } from './problems.ts';

/** Of a schema only what types need: comparing whole zod classes made `tsc` three times slower (DESIGN section 6). */
export interface Schema {
  readonly _zod: { readonly input: unknown; readonly output: unknown };
}
type Output<S> = S extends { _zod: { output: infer O } } ? O : never;
type Input<S> = S extends { _zod: { input: infer I } } ? I : never;

/** One HTTP operation, described once: the controller implements it, the client calls it, OpenAPI lists it, the guard reads it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Begins behind `/api`. */
  readonly path: `/${string}`;
  readonly permission: Permission | 'public';
  readonly summary: string;
  readonly params?: Schema;
  /** Numbers, booleans and lists are read from the text by what the schema says. */
  readonly query?: Schema;
  readonly body?: Schema;
  /** The body is one file as it is (application/octet-stream), of so many bytes at most. */
  readonly upload?: number;
  /** The reply's `version` travels as ETag; with `ifMatch` the caller must name the version she saw. */
  readonly etag?: true;
  /** `by-desk`: the desk asks for the version itself, after it has said whether the object exists and is hers (DESIGN section 3). */
  readonly ifMatch?: true | 'by-desk';
  /** `'file'`: bytes with Range; `'nothing'`: 204. */
  readonly reply: Schema | 'nothing' | 'file';
  /** 200 unless said otherwise. */
  readonly status?: 201;
  readonly problems?: readonly ProblemCode[];
  /** At most so many calls a minute by one address; public operations must say. */
  readonly perMinute?: number;
}

type Names<P extends string> = P extends `${string}:${infer N}/${infer Rest}`
  ? N | Names<`/${Rest}`>
  : P extends `${string}:${infer N}`
    ? N
    : never;
type Sound<R extends Route> = [Exclude<keyof R, keyof Route>] extends [never]
  ? [Names<R['path']>] extends [R extends { params: infer P } ? keyof Output<P> : never]
    ? R['permission'] extends 'public'
      ? { perMinute: number }
      : unknown
    : { params: `names ${Names<R['path']>}` }
  : Record<Exclude<keyof R, keyof Route>, never>;

/** Refuses a key that no route has, a path whose `:names` are not those of `params`, and a public operation without a limit. */
export const route = <const R extends Route>(row: R & Sound<R>): R => row;

/** The zod schema behind a `Schema`. */
export const zodOf = (schema: Schema): z.ZodType => schema as unknown as z.ZodType;

interface AnyFile {
  readonly mime: string;
  /** It is to be saved under this name, and never opened in our page. */
  readonly saveAs?: string;
  /** The browser may show it again for so many seconds without asking: it concerns nobody. */
  readonly keptSeconds?: number;
}
export interface FileOnDisk extends AnyFile {
  readonly path: string;
  readonly bytes: number;
}
export interface FileInMemory extends AnyFile {
  readonly content: Uint8Array;
}
/** A file to send. */
export type FileReply = FileOnDisk | FileInMemory;

type Part = 'params' | 'query' | 'body';
type Version<R> = R extends { ifMatch: true } ? { ifMatch: number } : R extends { ifMatch: 'by-desk' } ? { ifMatch?: number } : unknown;
type Upload<R> = R extends { upload: number } ? { bytes: Uint8Array } : unknown;
type Loose<T> = { [K in keyof T as undefined extends T[K] ? never : {} extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : {} extends T[K] ? K : never]?: T[K];
};

/** What the controller receives and gives back. */
export type Received<R extends Route> = { [K in keyof R & Part]: Output<R[K]> } & Version<R> & Upload<R>;
export type Given<R extends Route> = R['reply'] extends 'file' ? FileReply : R['reply'] extends 'nothing' ? void : Input<R['reply']>;
/** What the caller sends, gets, and may be refused with. */
export type Sent<R extends Route> = Loose<{ [K in keyof R & Part]: Input<R[K]> } & Version<R> & Upload<R>>;
export type Got<R extends Route> = R['reply'] extends 'file' ? Blob : R['reply'] extends 'nothing' ? void : Output<R['reply']>;
export type CodeOf<R extends Route> =
  (typeof always)[number] | (R extends { problems: readonly (infer C extends ProblemCode)[] } ? C : never);

/** Operations of one subject, by name. */
export type RouteGroup = Readonly<Record<string, Route>>;
