import type { Remote } from './remote.ts';

/** sms-core 2.1.13.5 (CMPP, SGIP, SMGP, SMPP; Apache-2) and what it needs to run. */
// prettier-ignore
export const carrierJars: readonly Remote[] = [
  { path: 'com/chinamobile/cmos/sms-core/2.1.13.5/sms-core-2.1.13.5.jar', sha256: 'af27604e592a9526f2837ca1c2c26aea52b291e2fe8f0ca4af38637ecc6fb8f6' },
  { path: 'com/chinamobile/cmos/smsj/0.1.3.2/smsj-0.1.3.2.jar', sha256: 'f186f2cd1c146bf91219ce438438efb6b96515cfbfd821fe6f6e41b648892fde' },
  { path: 'com/google/guava/guava/16.0/guava-16.0.jar', sha256: 'fa917f4f3f6a76375134ba89a40d3a1ce807945a91bbdbe39c31f76e03030868' },
  { path: 'commons-codec/commons-codec/1.15/commons-codec-1.15.jar', sha256: 'b3e9f6d63a790109bf0d056611fbed1cf69055826defeb9894a71369d246ed63' },
  { path: 'io/netty/netty-buffer/4.1.86.Final/netty-buffer-4.1.86.Final.jar', sha256: 'e42e15f47c865266b1faa6e038ebfd7ddadcf9f4ae9e6617edd4881dbd4abe88' },
  { path: 'io/netty/netty-codec/4.1.86.Final/netty-codec-4.1.86.Final.jar', sha256: '0456840b5c851dad6cab881cd1a9ad5d916db65d81048145df1d9a6d03325bea' },
  { path: 'io/netty/netty-common/4.1.86.Final/netty-common-4.1.86.Final.jar', sha256: 'a35a3f16e7cd45c5d8529aa3e7702d4ef3b36213ea332db59744ea348fc2ae99' },
  { path: 'io/netty/netty-handler/4.1.86.Final/netty-handler-4.1.86.Final.jar', sha256: 'e69b42292929b278dc522e25177ddf7c54025484b55879f8227349adfbe1c04d' },
  { path: 'io/netty/netty-transport-classes-epoll/4.1.86.Final/netty-transport-classes-epoll-4.1.86.Final.jar', sha256: '3cc7eb87d85d6b4bf3d596a172a92df09f8d746c2b283c85543c95795b51edda' },
  { path: 'io/netty/netty-transport-native-unix-common/4.1.86.Final/netty-transport-native-unix-common-4.1.86.Final.jar', sha256: 'ec26d03a06565791d57e997f793677ee4d3fc47b290b7951898c2ecd0232f115' },
  { path: 'io/netty/netty-transport/4.1.86.Final/netty-transport-4.1.86.Final.jar', sha256: 'f6726dcd54e4922b46b3b4f4467b443a70a30eb08a62620c8fe502d8cb802c9f' },
  { path: 'org/apache/commons/commons-lang3/3.5/commons-lang3-3.5.jar', sha256: '8ac96fc686512d777fca85e144f196cd7cfe0c0aec23127229497d1a38ff651c' },
  { path: 'org/slf4j/slf4j-api/1.7.25/slf4j-api-1.7.25.jar', sha256: '18c4a0095d5c1da6b817592e767bb23d29dd2f560ad74df75ff3961dbde25b79' },
];
