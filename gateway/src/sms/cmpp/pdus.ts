import { bytes, type Layout, octets, uint1, uint4, type Values } from './layout.ts';

/** CMPP 2.0 (0x20) and 3.0 (0x30), as China Mobile's specifications number them. */
export const versions = { '2.0': 0x20, '3.0': 0x30 } as const;
export type Version = keyof typeof versions;

const content = { kind: 'content', lengthIn: 'Msg_Length', most: 255 } as const;
const destinations = <N extends number>(width: N) => ({ kind: 'list', bytes: width, countedBy: 'DestUsr_tl', most: 99 }) as const;
const nothing = {} as const satisfies Layout;

const connect = { Source_Addr: octets(6), AuthenticatorSource: bytes(16), Version: uint1, Timestamp: uint4 } as const;

/** What stands before the numbers of a Submit, alike in both versions. */
const submitHead = {
  Msg_Id: bytes(8),
  Pk_total: uint1,
  Pk_number: uint1,
  Registered_Delivery: uint1,
  Msg_level: uint1,
  Service_Id: octets(10),
  Fee_UserType: uint1,
} as const;
const submitMiddle = {
  TP_pId: uint1,
  TP_udhi: uint1,
  Msg_Fmt: uint1,
  Msg_src: octets(6),
  FeeType: octets(2),
  FeeCode: octets(6),
  ValId_Time: octets(17),
  At_Time: octets(17),
  Src_Id: octets(21),
  DestUsr_tl: uint1,
} as const;
const deliverHead = {
  Msg_Id: bytes(8),
  Dest_Id: octets(21),
  Service_Id: octets(10),
  TP_pid: uint1,
  TP_udhi: uint1,
  Msg_Fmt: uint1,
} as const;

/** Every message that the hotline and a carrier exchange: its command, and its layout in each version. A response has the high bit. */
export const pdus = {
  connect: { command: 0x0000_0001, '2.0': connect, '3.0': connect },
  connectResp: {
    command: 0x8000_0001,
    '2.0': { Status: uint1, AuthenticatorISMG: bytes(16), Version: uint1 },
    '3.0': { Status: uint4, AuthenticatorISMG: bytes(16), Version: uint1 },
  },
  terminate: { command: 0x0000_0002, '2.0': nothing, '3.0': nothing },
  terminateResp: { command: 0x8000_0002, '2.0': nothing, '3.0': nothing },
  submit: {
    command: 0x0000_0004,
    '2.0': {
      ...submitHead,
      Fee_terminal_Id: octets(21),
      ...submitMiddle,
      Dest_terminal_Id: destinations(21),
      Msg_Length: uint1,
      Msg_Content: content,
      Reserve: bytes(8),
    },
    '3.0': {
      ...submitHead,
      Fee_terminal_Id: octets(32),
      Fee_terminal_type: uint1,
      ...submitMiddle,
      Dest_terminal_Id: destinations(32),
      Dest_terminal_type: uint1,
      Msg_Length: uint1,
      Msg_Content: content,
      LinkID: octets(20),
    },
  },
  submitResp: { command: 0x8000_0004, '2.0': { Msg_Id: bytes(8), Result: uint1 }, '3.0': { Msg_Id: bytes(8), Result: uint4 } },
  deliver: {
    command: 0x0000_0005,
    '2.0': {
      ...deliverHead,
      Src_terminal_Id: octets(21),
      Registered_Delivery: uint1,
      Msg_Length: uint1,
      Msg_Content: content,
      Reserved: bytes(8),
    },
    '3.0': {
      ...deliverHead,
      Src_terminal_Id: octets(32),
      Src_terminal_type: uint1,
      Registered_Delivery: uint1,
      Msg_Length: uint1,
      Msg_Content: content,
      LinkID: octets(20),
    },
  },
  deliverResp: { command: 0x8000_0005, '2.0': { Msg_Id: bytes(8), Result: uint1 }, '3.0': { Msg_Id: bytes(8), Result: uint4 } },
  activeTest: { command: 0x0000_0008, '2.0': nothing, '3.0': nothing },
  activeTestResp: { command: 0x8000_0008, '2.0': { Reserved: uint1 }, '3.0': { Reserved: uint1 } },
} as const satisfies Record<string, { readonly command: number } & Readonly<Record<Version, Layout>>>;
export type PduName = keyof typeof pdus;

/** A message of one version with everything it holds. */
export type Pdu<V extends Version = Version, N extends PduName = PduName> = N extends PduName
  ? { readonly name: N; readonly sequence: number; readonly body: Values<(typeof pdus)[N][V]> }
  : never;

/** What a carrier tells of a message of ours (in a Deliver with Registered_Delivery 1): 60 bytes in 2.0, 71 in 3.0. */
export const reports = {
  '2.0': {
    Msg_Id: bytes(8),
    Stat: octets(7),
    Submit_time: octets(10),
    Done_time: octets(10),
    Dest_terminal_Id: octets(21),
    SMSC_sequence: uint4,
  },
  '3.0': {
    Msg_Id: bytes(8),
    Stat: octets(7),
    Submit_time: octets(10),
    Done_time: octets(10),
    Dest_terminal_Id: octets(32),
    SMSC_sequence: uint4,
  },
} as const satisfies Record<Version, Layout>;
