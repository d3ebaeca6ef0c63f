import sharp from 'sharp';

// The library can read a hundred kinds of file. Here it reads the four that browsers draw and a fax's TIFF, and nothing else that a stranger
// sends; what a file is, its reader has seen by its first bytes before.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadNsgif', 'VipsForeignLoadTiff'],
});
sharp.cache(false);
sharp.concurrency(1);

/** sharp with what this house lets it read: the only way to it. */
export { sharp };
