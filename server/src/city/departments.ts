interface Department {
  readonly code: string;
  readonly name: string;
  readonly parent: string | null;
  /** 职责, in short phrases. */
  readonly duties: string;
}

/** The city and its units of level 1. The first four are in people/src/first-people.ts too: the same codes, names and parents. */
// prettier-ignore
export const departments = [
  { code: 'city',                 name: '商丘市人民政府',              parent: null,   duties: '领导全市政务服务便民热线工作、审定重大事项、督促各单位履职' },
  { code: 'hotline',              name: '市12345政务服务便民热线中心', parent: 'city', duties: '统一受理诉求、派单协调、督办回访、知识库管理' },
  { code: 'water-bureau',         name: '市水务局',                    parent: 'city', duties: '城市供水监管、水资源管理、河道管理、农村饮水安全' },
  { code: 'urban-bureau',         name: '市城管局',                    parent: 'city', duties: '市容环境卫生、市政设施养护、供气供热行业管理、城市管理执法' },
  { code: 'gov-office',           name: '市政府办公室',                parent: 'city', duties: '政务协调、政府督查、政务公开' },
  { code: 'data-bureau',          name: '市数据局',                    parent: 'city', duties: '政务数据共享、智慧城市建设、一体化政务服务平台' },
  { code: 'service-office',       name: '市政务服务管理办公室',        parent: 'city', duties: '政务大厅管理、审批服务优化、窗口人员考核、综合咨询' },
  { code: 'staffing-office',      name: '市委编办',                    parent: 'city', duties: '机构编制管理、权责清单审核、部门职责划分' },
  { code: 'discipline',           name: '市纪委监委',                  parent: 'city', duties: '作风监督、执纪问责、监察调查' },
  { code: 'reform-commission',    name: '市发展改革委',                parent: 'city', duties: '宏观经济运行、价格管理、能源行业管理、项目审批' },
  { code: 'finance-bureau',       name: '市财政局',                    parent: 'city', duties: '财政收支管理、非税收入管理、政府采购监督' },
  { code: 'justice-bureau',       name: '市司法局',                    parent: 'city', duties: '法制审核、公共法律服务、行政复议、人民调解' },
  { code: 'education-bureau',     name: '市教育体育局',                parent: 'city', duties: '义务教育招生、学校管理、校外培训监管、体育设施' },
  { code: 'industry-bureau',      name: '市工业和信息化局',            parent: 'city', duties: '工业运行、中小企业服务、无线电管理' },
  { code: 'religion-bureau',      name: '市民族宗教局',                parent: 'city', duties: '民族事务、宗教事务' },
  { code: 'police-bureau',        name: '市公安局',                    parent: 'city', duties: '社会治安、户政管理、出入境管理、网络安全保卫' },
  { code: 'traffic-police',       name: '市公安局交警支队',            parent: 'police-bureau', duties: '车辆驾驶人管理、交通秩序、交通违法处理、信号灯标线' },
  { code: 'civil-bureau',         name: '市民政局',                    parent: 'city', duties: '社会救助、养老服务、婚姻殡葬、区划地名' },
  { code: 'labour-bureau',        name: '市人力资源社会保障局',        parent: 'city', duties: '劳动监察、工伤认定、就业创业、人才服务' },
  { code: 'insurance-centre',     name: '市社会保险中心',              parent: 'labour-bureau', duties: '养老保险经办、失业保险经办、社保卡服务' },
  { code: 'resources-bureau',     name: '市自然资源和规划局',          parent: 'city', duties: '国土资源管理、城乡规划、矿产管理、测绘地理信息' },
  { code: 'registry-centre',      name: '市不动产登记中心',            parent: 'resources-bureau', duties: '不动产登记、登记档案查询、抵押登记' },
  { code: 'forest-bureau',        name: '市林业局',                    parent: 'city', duties: '林木采伐管理、造林绿化、野生动物保护' },
  { code: 'environment-bureau',   name: '市生态环境局',                parent: 'city', duties: '大气水土污染防治、环境执法、排污许可' },
  { code: 'housing-bureau',       name: '市住房城乡建设局',            parent: 'city', duties: '房屋建设、物业管理指导、农村危房改造、房屋交易' },
  { code: 'transport-bureau',     name: '市交通运输局',                parent: 'city', duties: '公路养护、道路运输、城市客运、水路运输' },
  { code: 'farm-bureau',          name: '市农业农村局',                parent: 'city', duties: '农业生产、农村人居环境、宅基地管理、土地承包' },
  { code: 'commerce-bureau',      name: '市商务局',                    parent: 'city', duties: '商贸流通、家政服务、成品油市场、单用途预付卡' },
  { code: 'culture-bureau',       name: '市文化广电旅游局',            parent: 'city', duties: '文化市场、旅游市场、文物保护、公共文化服务' },
  { code: 'health-commission',    name: '市卫生健康委',                parent: 'city', duties: '医疗机构监管、公共卫生、生育服务、基层卫生' },
  { code: 'veterans-bureau',      name: '市退役军人局',                parent: 'city', duties: '优抚安置、退役军人服务、烈士褒扬' },
  { code: 'emergency-bureau',     name: '市应急管理局',                parent: 'city', duties: '安全生产监管、防灾减灾救灾、应急救援' },
  { code: 'fire-brigade',         name: '市消防救援支队',              parent: 'city', duties: '消防监督检查、火灾扑救、消防宣传' },
  { code: 'market-bureau',        name: '市市场监管局',                parent: 'city', duties: '消费维权、食品药品安全、特种设备安全、经营主体登记' },
  { code: 'medical-insurance',    name: '市医保局',                    parent: 'city', duties: '医保报销、医保基金监管、医疗救助' },
  { code: 'tax-bureau',           name: '市税务局',                    parent: 'city', duties: '税收征管、发票管理、纳税服务' },
  { code: 'statistics-bureau',    name: '市统计局',                    parent: 'city', duties: '统计调查、统计数据发布' },
  { code: 'audit-bureau',         name: '市审计局',                    parent: 'city', duties: '财政收支审计、经济责任审计' },
  { code: 'assets-commission',    name: '市国资委',                    parent: 'city', duties: '国有资产监管、国企改制遗留问题' },
  { code: 'foreign-office',       name: '市外事办',                    parent: 'city', duties: '外事管理、侨务服务、领事保护' },
  { code: 'petition-bureau',      name: '市信访局',                    parent: 'city', duties: '来信来访办理、信访事项督查' },
  { code: 'finance-office',       name: '市委金融办',                  parent: 'city', duties: '地方金融监管、防范非法集资' },
  { code: 'finance-regulator',    name: '商丘金融监管分局',            parent: 'city', duties: '银行业监管、保险业监管、金融消费者保护' },
  { code: 'network-office',       name: '市委网信办',                  parent: 'city', duties: '网络信息内容管理、网络安全统筹' },
  { code: 'telecom-office',       name: '市通信管理办公室',            parent: 'city', duties: '通信市场协调、基站建设协调、电信服务投诉转办' },
  { code: 'post-bureau',          name: '市邮政管理局',                parent: 'city', duties: '邮政普遍服务监督、快递市场监管' },
  { code: 'weather-bureau',       name: '市气象局',                    parent: 'city', duties: '天气预报预警、防雷管理、人工影响天气' },
  { code: 'provident-fund',       name: '市住房公积金管理中心',        parent: 'city', duties: '公积金缴存、公积金提取、公积金贷款' },
  { code: 'disabled-federation',  name: '市残联',                      parent: 'city', duties: '残疾人证办理、康复救助、无障碍环境督导' },
  { code: 'trade-union',          name: '市总工会',                    parent: 'city', duties: '职工维权、困难职工帮扶' },
  { code: 'women-federation',     name: '市妇联',                      parent: 'city', duties: '妇女儿童权益维护、家庭教育指导' },
  { code: 'supply-coop',          name: '市供销社',                    parent: 'city', duties: '农资供应、再生资源回收' },
  { code: 'grain-bureau',         name: '市粮食和储备局',              parent: 'reform-commission', duties: '粮食收购监管、储备粮管理' },
  { code: 'sanitation-centre',    name: '市环境卫生服务中心',          parent: 'urban-bureau', duties: '道路清扫保洁、生活垃圾清运、公厕管护' },
  { code: 'works-centre',         name: '市市政设施服务中心',          parent: 'urban-bureau', duties: '路灯维护、道路桥梁养护、排水管网疏通' },
  { code: 'garden-centre',        name: '市园林绿化服务中心',          parent: 'urban-bureau', duties: '公园管理、行道树养护、绿地管护' },
  { code: 'water-company',        name: '市供水公司',                  parent: 'water-bureau', duties: '城区供水、管网抢修、水费收缴' },
  { code: 'gas-company',          name: '市燃气公司',                  parent: 'urban-bureau', duties: '城区供气、入户安检、燃气抢修' },
  { code: 'heat-company',         name: '市供热公司',                  parent: 'urban-bureau', duties: '城区供热、供热管网维护、热费收缴' },
  { code: 'power-company',        name: '市供电公司',                  parent: 'reform-commission', duties: '电力供应、故障抢修、用电报装' },
  { code: 'bus-company',          name: '市公交公司',                  parent: 'transport-bureau', duties: '公交运营、线路调整、公交卡服务' },
] as const satisfies readonly Department[];
export type DepartmentCode = (typeof departments)[number]['code'];

/** Who acts in the policy of 2017 (row 121), and the unit that has the task today. */
// prettier-ignore
export const actorsOf2017 = {
  市政府办公室: 'gov-office',     市智慧办: 'data-bureau',           市行政服务中心: 'service-office', 市编办: 'staffing-office',
  市政府法制办: 'justice-bureau', 市发展改革委: 'reform-commission', 市财政局: 'finance-bureau',       市监察局: 'discipline',
} as const satisfies Record<string, DepartmentCode>;
