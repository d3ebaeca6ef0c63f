/** Level 1: fifteen groups, ours. */
// prettier-ignore
export const groups = {
  'urban-rural': '城乡建设',   utilities: '公用事业',       work: '劳动与社会保障', trade: '市场与消费',   countryside: '农业农村',
  learning: '教育文体旅游',    traffic: '交通运输',         nature: '生态环境',     care: '医疗卫生',      households: '民政民生',
  order: '公共安全',           money: '经济与财税',         service: '政务服务与作风', approvals: '行政审批', rest: '其他事项',
} as const;
export type GroupCode = keyof typeof groups;

interface Subject {
  readonly group: GroupCode;
  readonly name: string;
  readonly weight: number;
  readonly leaves: Readonly<Record<string, string>>;
}

/** Level 2 and its weights: the list Kaifeng published for January 2025 (DOMAIN section 3). Level 3, `leaves`: ours. */
// prettier-ignore
export const subjects = {
  urban:          { group: 'urban-rural', name: '城市管理', weight: 1301, leaves: { property: '物业服务', parking: '停车管理', illegal: '违法建设', repairs: '公共部位维修', dogs: '犬只管理', dig: '道路开挖', bikes: '共享单车停放', charging: '充电设施' } },
  labour:         { group: 'work', name: '劳动保障', weight: 1281, leaves: { wages: '拖欠工资', contract: '劳动合同', overtime: '加班与休假', injury: '工伤认定', dismissal: '辞退与补偿', unpaid: '单位未缴社保' } },
  appearance:     { group: 'urban-rural', name: '市容市貌', weight: 716, leaves: { stalls: '占道经营', rubbish: '垃圾清运', ads: '小广告', slag: '渣土撒漏', toilet: '公厕管理', greening: '绿化养护' } },
  consumer:       { group: 'trade', name: '消费维权', weight: 709, leaves: { prepaid: '预付卡退费', quality: '商品质量', price: '收费纠纷', service: '服务纠纷', online: '网络购物', car: '汽车消费' } },
  water:          { group: 'utilities', name: '供水服务', weight: 675, leaves: { outage: '停水', pressure: '水压低', quality: '水质异常', fee: '水费', burst: '水管破裂', meter: '水表安装与更换' } },
  gas:            { group: 'utilities', name: '供气服务', weight: 582, leaves: { outage: '停气', fee: '燃气费', install: '燃气开通', danger: '燃气隐患', meter: '燃气表故障' } },
  planning:       { group: 'urban-rural', name: '城乡规划', weight: 400, leaves: { sunlight: '采光日照', change: '规划变更', notice: '规划公示', demolition: '征收拆迁', handover: '交房与配套' } },
  facilities:     { group: 'urban-rural', name: '设施管理', weight: 385, leaves: { light: '路灯不亮', manhole: '井盖缺损', surface: '路面破损', drain: '排水不畅', fitness: '健身器材损坏' } },
  building:       { group: 'countryside', name: '农村建设', weight: 378, leaves: { road: '村内道路', house: '宅基地与建房', toilet: '户厕改造', tap: '农村饮水', lamp: '村内照明', unsafe: '农村危房' } },
  education:      { group: 'learning', name: '教育管理', weight: 373, leaves: { enrol: '入学招生', fee: '学校收费', transfer: '转学', canteen: '学校食堂', tutoring: '校外培训', gate: '校门口秩序', after: '课后服务' } },
  village:        { group: 'countryside', name: '农村管理', weight: 368, leaves: { accounts: '村务公开', land: '土地承包流转', boundary: '地界纠纷', subsidy: '惠农补贴', cleaning: '村庄保洁', cadre: '村干部作风' } },
  pollution:      { group: 'nature', name: '污染防控', weight: 365, leaves: { fumes: '餐饮油烟', noise: '噪声扰民', dust: '工地扬尘', sewage: '污水直排', smell: '异味气体', burning: '露天焚烧' } },
  vehicle:        { group: 'traffic', name: '车辆管理', weight: 313, leaves: { licence: '驾驶证业务', plate: '车辆登记', fine: '违章处理', ebike: '电动自行车上牌', inspection: '车辆检验', signal: '信号灯与标线' } },
  highway:        { group: 'traffic', name: '公路管理', weight: 311, leaves: { damage: '公路损坏', danger: '公路隐患点', lorries: '重车碾压', toll: '通行费', works: '公路施工' } },
  heat:           { group: 'utilities', name: '供暖服务', weight: 292, leaves: { outage: '停暖', cold: '室温不达标', fee: '供热费', connect: '供热入网', leak: '供热管道漏水' } },
  insurance:      { group: 'work', name: '社会保障', weight: 234, leaves: { pension: '养老保险', medical: '医保报销', card: '社保卡', transfer: '社保关系转移', jobless: '失业保险金', flexible: '灵活就业参保' } },
  telecom:        { group: 'utilities', name: '通讯服务', weight: 204, leaves: { broadband: '宽带故障', signal: '手机信号', fee: '话费争议', cancel: '销户与携号转网' } },
  fire:           { group: 'order', name: '消防安全', weight: 164, leaves: { passage: '占用消防通道', equipment: '消防设施损坏', flying: '飞线充电', check: '消防检查' } },
  medical:        { group: 'care', name: '卫生健康', weight: 153, leaves: { hospital: '医院服务', fee: '诊疗收费', clinic: '村卫生室', birth: '生育登记' } },
  tourism:        { group: 'learning', name: '旅游服务', weight: 153, leaves: { scenic: '景区服务', ticket: '门票优惠', agency: '旅行社纠纷', hotel: '住宿纠纷' } },
  welfare:        { group: 'households', name: '社会福利', weight: 145, leaves: { elderly: '高龄津贴', home: '养老机构', children: '困境儿童保障', meals: '老年助餐' } },
  bus:            { group: 'traffic', name: '城市客运', weight: 133, leaves: { line: '公交线路', driver: '公交服务', taxi: '出租车服务', ride: '网约车服务' } },
  convenience:    { group: 'service', name: '便民服务', weight: 98, leaves: { proof: '证明开具', lost: '失物查找', agent: '代办服务', number: '电话号码查询' } },
  security:       { group: 'order', name: '社会治安', weight: 90, leaves: { fraud: '电信诈骗', nuisance: '聚众扰民', theft: '财物被盗', gambling: '聚众赌博' } },
  conduct:        { group: 'service', name: '行风政风', weight: 90, leaves: { attitude: '服务态度', delay: '办事拖延', evade: '推诿扯皮', absent: '在岗在位' } },
  supervision:    { group: 'trade', name: '市场监管', weight: 83, leaves: { unlicensed: '无照经营', lift: '电梯安全', scale: '计量器具', advert: '虚假宣传' } },
  tax:            { group: 'money', name: '税务管理', weight: 71, leaves: { invoice: '发票开具', personal: '个人所得税', deed: '契税' } },
  power:          { group: 'utilities', name: '供电服务', weight: 70, leaves: { outage: '停电', fee: '电费', voltage: '电压不稳', meter: '电表报装', line: '供电线路隐患' } },
  civil:          { group: 'households', name: '民政业务', weight: 65, leaves: { marriage: '婚姻登记', funeral: '殡葬服务', address: '地名门牌' } },
  household:      { group: 'order', name: '户政管理', weight: 61, leaves: { move: '户口迁移', card: '居民身份证', birth: '出生登记' } },
  counter:        { group: 'service', name: '政务服务', weight: 57, leaves: { window: '办事窗口', online: '网上办事' } },
  bazaar:         { group: 'trade', name: '市场管理', weight: 57, leaves: { farmers: '农贸市场', fair: '乡镇集市' } },
  relief:         { group: 'households', name: '社会救助', weight: 51, leaves: { minimum: '最低生活保障', sudden: '临时救助', illness: '医疗救助' } },
  finance:        { group: 'money', name: '金融管理', weight: 47, leaves: { loan: '贷款业务', claim: '保险理赔' } },
  economy:        { group: 'money', name: '经济管理', weight: 42, leaves: {} },
  hygiene:        { group: 'care', name: '公共卫生', weight: 38, leaves: {} },
  'build-permit': { group: 'approvals', name: '城乡建设审批服务', weight: 33, leaves: {} },
  culture:        { group: 'learning', name: '文化管理', weight: 28, leaves: {} },
  food:           { group: 'trade', name: '食品安全', weight: 27, leaves: { kitchen: '餐饮卫生', expired: '过期食品' } },
  land:           { group: 'urban-rural', name: '国土资源', weight: 27, leaves: {} },
  estate:         { group: 'urban-rural', name: '不动产登记', weight: 22, leaves: {} },
  'life-permit':  { group: 'approvals', name: '民生保障审批服务', weight: 22, leaves: {} },
  enterprise:     { group: 'money', name: '企业服务', weight: 19, leaves: {} },
  farming:        { group: 'countryside', name: '农业生产', weight: 17, leaves: {} },
  talent:         { group: 'work', name: '人才服务', weight: 16, leaves: {} },
  transport:      { group: 'traffic', name: '道路运输', weight: 14, leaves: {} },
  'eco-control':  { group: 'nature', name: '环保监管', weight: 13, leaves: {} },
  medicine:       { group: 'trade', name: '药品安全', weight: 10, leaves: {} },
  'econ-permit':  { group: 'approvals', name: '经济综合审批服务', weight: 9, leaves: {} },
  'road-permit':  { group: 'approvals', name: '交通运输审批服务', weight: 8, leaves: {} },
  disabled:       { group: 'households', name: '残疾人事业', weight: 8, leaves: {} },
  sports:         { group: 'learning', name: '体育娱乐', weight: 7, leaves: {} },
  veterans:       { group: 'households', name: '退役军人事务', weight: 7, leaves: {} },
  'safe-permit':  { group: 'approvals', name: '公共安全审批服务', weight: 7, leaves: {} },
  production:     { group: 'order', name: '生产安全', weight: 7, leaves: {} },
  waterway:       { group: 'traffic', name: '水路运输', weight: 6, leaves: {} },
  network:        { group: 'order', name: '网络安全', weight: 6, leaves: {} },
  border:         { group: 'order', name: '出入境管理', weight: 6, leaves: {} },
  'water-source': { group: 'countryside', name: '水资源', weight: 5, leaves: {} },
  parcels:        { group: 'utilities', name: '快递物流', weight: 5, leaves: {} },
  'culture-permit': { group: 'approvals', name: '科教文卫审批服务', weight: 5, leaves: {} },
  forest:         { group: 'countryside', name: '林业资源', weight: 4, leaves: {} },
  growth:         { group: 'money', name: '经济工作', weight: 4, leaves: {} },
  post:           { group: 'utilities', name: '邮政服务', weight: 2, leaves: {} },
  ecology:        { group: 'nature', name: '生态保护', weight: 2, leaves: {} },
  justice:        { group: 'order', name: '司法行政', weight: 2, leaves: {} },
  air:            { group: 'traffic', name: '航空运输', weight: 1, leaves: {} },
  energy:         { group: 'nature', name: '矿产能源', weight: 1, leaves: {} },
  weather:        { group: 'nature', name: '气象测绘', weight: 1, leaves: {} },
  disaster:       { group: 'order', name: '自然灾害', weight: 1, leaves: {} },
  jobs:           { group: 'work', name: '就业创业', weight: 1, leaves: {} },
  foreign:        { group: 'money', name: '外事侨务', weight: 1, leaves: {} },
  other:          { group: 'rest', name: '其他', weight: 11, leaves: {} },
} as const satisfies Record<string, Subject>;
export type SubjectCode = keyof typeof subjects;
/** The leaves of a level-2 category, as written in its row. */
export type LeafOf<S extends SubjectCode> = keyof (typeof subjects)[S]['leaves'] & string;

/** Whole streets without water, power, gas or heat, and pollution: dispatch within 2 h, first word within 2 h (Henan, DOMAIN 2.2). */
export const hurried = {
  outage: ['water-outage', 'water-burst', 'gas-outage', 'power-outage', 'heat-outage'],
  pollution: ['pollution', 'water-quality'],
} as const;
