/** Estates, roads, shops and villages of no real city. Villages are used where the statistics have none. */
export const roadHeads =
  '青禾 麦浪 文渊 听雨 望河 云帆 锦绣坊 桑榆 采薇 鸣鹿 观稼 稻香 芳草 松涛 槐荫 杏林 知鱼 星桥 远帆 晴川 霁月 清渠 石榴 百穗 丰登 南陌 北阡 瑞禾 问渠 晓风'.split(
    ' ',
  );
export const roadTails = ['路', '路', '大道', '街', '西路', '东路', '南街', '北路', '巷'];
export const estateHeads =
  '锦禾 云栖 晴麦 听荷 望岳里 青枫 桂语 芳汀 榴园 金穗 麦香 水映 和风 杏坛 星河湾 书香 棠梨 半亩 绿野 清和 暖阳 南窗 稻花 千竹 月满'.split(
    ' ',
  );
export const estateTails = ['花园', '小区', '家园', '府', '雅居', '新城', '苑', '公馆', '嘉园', '安置区', '名邸', '社区二期'];
export const brands =
  '禾风 云麦 豫小满 青枣 麦小田 柿柿 榴小夕 晴耕 阿穗 梨花记 小谷仓 竹里 蓝豆 田心 木棉里 小满堂 橙子树 雨前 山药蛋 棉桃'.split(' ');
export const shops = ['超市', '家电行', '手机店', '家具城', '服装店', '母婴店', '电动车行', '建材店', '眼镜店'];
export const villages = ['小麦庄', '青禾店', '榆钱庄', '望河楼', '柿子园', '枣行村', '芒种铺'];
