import type { SubjectCode } from './category-table.ts';
import type { DepartmentCode } from './departments.ts';

/**
 * Whose matter it is when the place lies outside the city proper. `county`: the six counties have their own (utilities, streets,
 * schools); `local`: every county, district and the zone has (villages, relief); `city`: one office for all (tax, passports).
 */
export type Reach = 'city' | 'county' | 'local';

export interface DutyRow {
  readonly unit: DepartmentCode;
  readonly reach: Reach;
  /** Law or duty statement. No article numbers: DOMAIN warns of them. */
  readonly basis: string;
}

/** The default lead unit of each level-2 category for the city. */
// prettier-ignore
export const subjectDuties = {
  urban:          { unit: 'urban-bureau',       reach: 'county', basis: '部门职责：城市管理和综合执法' },
  labour:         { unit: 'labour-bureau',      reach: 'county', basis: '《劳动保障监察条例》：由劳动保障行政部门监察' },
  appearance:     { unit: 'urban-bureau',       reach: 'county', basis: '《城市市容和环境卫生管理条例》：由市容环境卫生主管部门负责' },
  consumer:       { unit: 'market-bureau',      reach: 'county', basis: '《消费者权益保护法》：由市场监督管理部门受理投诉' },
  water:          { unit: 'water-bureau',       reach: 'county', basis: '《城市供水条例》：由城市供水主管部门负责' },
  gas:            { unit: 'gas-company',        reach: 'county', basis: '《城镇燃气管理条例》：经营者负责供气和设施维护' },
  planning:       { unit: 'resources-bureau',   reach: 'county', basis: '《城乡规划法》：由城乡规划主管部门负责' },
  facilities:     { unit: 'works-centre',       reach: 'county', basis: '《城市道路管理条例》：由市政设施养护单位负责' },
  building:       { unit: 'farm-bureau',        reach: 'local',  basis: '《乡村振兴促进法》：由县级人民政府组织实施' },
  education:      { unit: 'education-bureau',   reach: 'county', basis: '《义务教育法》：实行以县为主管理' },
  village:        { unit: 'farm-bureau',        reach: 'local',  basis: '《村民委员会组织法》：由乡镇和县级人民政府指导监督' },
  pollution:      { unit: 'environment-bureau', reach: 'county', basis: '《环境保护法》：由生态环境主管部门监督管理' },
  vehicle:        { unit: 'traffic-police',     reach: 'city',   basis: '《道路交通安全法》：由公安机关交通管理部门负责' },
  highway:        { unit: 'transport-bureau',   reach: 'county', basis: '《公路法》：由交通主管部门负责' },
  heat:           { unit: 'heat-company',       reach: 'county', basis: '部门职责：集中供热经营服务' },
  insurance:      { unit: 'insurance-centre',   reach: 'county', basis: '《社会保险法》：由社会保险经办机构提供服务' },
  telecom:        { unit: 'telecom-office',     reach: 'city',   basis: '《电信条例》：由电信管理机构监督' },
  fire:           { unit: 'fire-brigade',       reach: 'county', basis: '《消防法》：由消防救援机构实施监督' },
  medical:        { unit: 'health-commission',  reach: 'county', basis: '《基本医疗卫生与健康促进法》：由卫生健康主管部门监管' },
  tourism:        { unit: 'culture-bureau',     reach: 'county', basis: '《旅游法》：由旅游主管部门监督' },
  welfare:        { unit: 'civil-bureau',       reach: 'local',  basis: '《老年人权益保障法》：由民政部门主管养老服务' },
  bus:            { unit: 'transport-bureau',   reach: 'county', basis: '《城市公共交通条例》：由城市公共交通主管部门负责' },
  convenience:    { unit: 'service-office',     reach: 'local',  basis: '部门职责：统筹便民服务事项' },
  security:       { unit: 'police-bureau',      reach: 'city',   basis: '《治安管理处罚法》：由公安机关负责' },
  conduct:        { unit: 'discipline',         reach: 'county', basis: '《监察法》：对履职和作风实施监督' },
  supervision:    { unit: 'market-bureau',      reach: 'county', basis: '部门职责：市场综合监督管理' },
  tax:            { unit: 'tax-bureau',         reach: 'city',   basis: '《税收征收管理法》：由税务机关负责' },
  power:          { unit: 'power-company',      reach: 'city',   basis: '《电力供应与使用条例》：由供电企业提供服务' },
  civil:          { unit: 'civil-bureau',       reach: 'county', basis: '部门职责：婚姻、殡葬和地名管理' },
  household:      { unit: 'police-bureau',      reach: 'city',   basis: '《户口登记条例》：由公安机关主管' },
  counter:        { unit: 'service-office',     reach: 'county', basis: '《优化营商环境条例》：由政务服务管理部门负责' },
  bazaar:         { unit: 'market-bureau',      reach: 'local',  basis: '部门职责：集贸市场秩序监管' },
  relief:         { unit: 'civil-bureau',       reach: 'local',  basis: '《社会救助暂行办法》：由县级民政部门审核确认' },
  finance:        { unit: 'finance-regulator',  reach: 'city',   basis: '《银行业监督管理法》：由金融监督管理机构负责' },
  economy:        { unit: 'reform-commission',  reach: 'county', basis: '《价格法》：由价格主管部门负责' },
  hygiene:        { unit: 'health-commission',  reach: 'county', basis: '《公共场所卫生管理条例》：由卫生健康主管部门监督' },
  'build-permit': { unit: 'housing-bureau',     reach: 'county', basis: '《建筑法》：由建设主管部门许可' },
  culture:        { unit: 'culture-bureau',     reach: 'county', basis: '部门职责：文化市场和公共文化服务' },
  food:           { unit: 'market-bureau',      reach: 'county', basis: '《食品安全法》：由食品安全监督管理部门负责' },
  land:           { unit: 'resources-bureau',   reach: 'local',  basis: '《土地管理法》：由自然资源主管部门负责' },
  estate:         { unit: 'registry-centre',    reach: 'county', basis: '《不动产登记暂行条例》：由不动产登记机构办理' },
  'life-permit':  { unit: 'civil-bureau',       reach: 'county', basis: '部门职责：民生保障类许可' },
  enterprise:     { unit: 'industry-bureau',    reach: 'county', basis: '《中小企业促进法》：由促进中小企业工作部门负责' },
  farming:        { unit: 'farm-bureau',        reach: 'local',  basis: '《农业法》：由农业农村主管部门负责' },
  talent:         { unit: 'labour-bureau',      reach: 'county', basis: '《人力资源市场暂行条例》：由人力资源部门负责' },
  transport:      { unit: 'transport-bureau',   reach: 'county', basis: '《道路运输条例》：由交通运输主管部门负责' },
  'eco-control':  { unit: 'environment-bureau', reach: 'county', basis: '《排污许可管理条例》：由生态环境主管部门监管' },
  medicine:       { unit: 'market-bureau',      reach: 'county', basis: '《药品管理法》：由药品监督管理部门负责' },
  'econ-permit':  { unit: 'reform-commission',  reach: 'county', basis: '《企业投资项目核准和备案管理条例》：由投资主管部门负责' },
  'road-permit':  { unit: 'transport-bureau',   reach: 'county', basis: '《道路运输条例》：由交通运输主管部门许可' },
  disabled:       { unit: 'disabled-federation', reach: 'local', basis: '《残疾人保障法》：由残疾人联合会承担服务工作' },
  sports:         { unit: 'education-bureau',   reach: 'county', basis: '《体育法》：由体育行政部门负责' },
  veterans:       { unit: 'veterans-bureau',    reach: 'local',  basis: '《退役军人保障法》：由退役军人工作主管部门负责' },
  'safe-permit':  { unit: 'police-bureau',      reach: 'city',   basis: '部门职责：公共安全类许可' },
  production:     { unit: 'emergency-bureau',   reach: 'county', basis: '《安全生产法》：由应急管理部门综合监管' },
  waterway:       { unit: 'transport-bureau',   reach: 'county', basis: '《内河交通安全管理条例》：由交通运输主管部门负责' },
  network:        { unit: 'network-office',     reach: 'city',   basis: '《网络安全法》：由网信部门统筹协调' },
  border:         { unit: 'police-bureau',      reach: 'city',   basis: '《出境入境管理法》：由公安机关出入境管理机构负责' },
  'water-source': { unit: 'water-bureau',       reach: 'local',  basis: '《水法》：由水行政主管部门负责' },
  parcels:        { unit: 'post-bureau',        reach: 'city',   basis: '《快递暂行条例》：由邮政管理部门监管' },
  'culture-permit': { unit: 'education-bureau', reach: 'county', basis: '部门职责：科教文卫类许可' },
  forest:         { unit: 'forest-bureau',      reach: 'local',  basis: '《森林法》：由林业主管部门负责' },
  growth:         { unit: 'reform-commission',  reach: 'county', basis: '部门职责：经济发展综合协调' },
  post:           { unit: 'post-bureau',        reach: 'city',   basis: '《邮政法》：由邮政管理部门监督' },
  ecology:        { unit: 'environment-bureau', reach: 'local',  basis: '《环境保护法》：由生态环境主管部门监督' },
  justice:        { unit: 'justice-bureau',     reach: 'county', basis: '《法律援助法》：由司法行政部门指导监督' },
  air:            { unit: 'transport-bureau',   reach: 'city',   basis: '部门职责：综合交通协调' },
  energy:         { unit: 'resources-bureau',   reach: 'local',  basis: '《矿产资源法》：由自然资源主管部门负责' },
  weather:        { unit: 'weather-bureau',     reach: 'city',   basis: '《气象法》：由气象主管机构负责' },
  disaster:       { unit: 'emergency-bureau',   reach: 'local',  basis: '《自然灾害救助条例》：由应急管理部门组织救助' },
  jobs:           { unit: 'labour-bureau',      reach: 'county', basis: '《就业促进法》：由人力资源社会保障部门负责' },
  foreign:        { unit: 'foreign-office',     reach: 'city',   basis: '部门职责：外事侨务' },
  other:          { unit: 'hotline',            reach: 'county', basis: '兜底：职责不清的由热线中心协调指定' },
} as const satisfies Record<SubjectCode, DutyRow>;

/** Leaves whose law names another unit than their level-2 category's. */
// prettier-ignore
export const leafDuties = {
  'urban-property':     { unit: 'housing-bureau',   reach: 'county', basis: '《物业管理条例》：由房地产行政主管部门监督' },
  'urban-repairs':      { unit: 'housing-bureau',   reach: 'county', basis: '《住宅专项维修资金管理办法》：由建设主管部门监督' },
  'urban-dogs':         { unit: 'police-bureau',    reach: 'city',   basis: '《动物防疫法》和养犬管理规定：由公安机关负责养犬秩序' },
  'urban-charging':     { unit: 'housing-bureau',   reach: 'county', basis: '部门职责：住宅小区充电设施建设指导' },
  'appearance-rubbish': { unit: 'sanitation-centre', reach: 'county', basis: '部门职责：生活垃圾清运' },
  'appearance-toilet':  { unit: 'sanitation-centre', reach: 'county', basis: '部门职责：公厕管护' },
  'appearance-greening': { unit: 'garden-centre',   reach: 'county', basis: '《城市绿化条例》：由园林绿化单位养护' },
  'water-fee':          { unit: 'water-company',    reach: 'county', basis: '《城市供水条例》：供水企业计量收费' },
  'water-meter':        { unit: 'water-company',    reach: 'county', basis: '《城市供水条例》：供水企业负责计量设施' },
  'consumer-prepaid':   { unit: 'commerce-bureau',  reach: 'county', basis: '《单用途商业预付卡管理办法》：由商务主管部门监管' },
  'planning-demolition': { unit: 'housing-bureau',  reach: 'local',  basis: '《国有土地上房屋征收与补偿条例》：由房屋征收部门组织' },
  'planning-handover':  { unit: 'housing-bureau',   reach: 'county', basis: '《城市房地产开发经营管理条例》：由房地产主管部门监督' },
  'facilities-fitness': { unit: 'education-bureau', reach: 'county', basis: '《全民健身条例》：由体育主管部门负责' },
  'building-tap':       { unit: 'water-bureau',     reach: 'local',  basis: '部门职责：农村饮水安全' },
  'building-unsafe':    { unit: 'housing-bureau',   reach: 'local',  basis: '部门职责：农村危房改造' },
  'village-cadre':      { unit: 'discipline',       reach: 'local',  basis: '《监察法》：对村级组织中的公职人员实施监督' },
  'pollution-fumes':    { unit: 'urban-bureau',     reach: 'county', basis: '《大气污染防治法》：由地方政府确定的城管部门监管餐饮油烟' },
  'pollution-burning':  { unit: 'environment-bureau', reach: 'local', basis: '《大气污染防治法》：由地方政府划定并巡查禁烧区' },
  'insurance-medical':  { unit: 'medical-insurance', reach: 'county', basis: '《医疗保障基金使用监督管理条例》：由医疗保障部门负责' },
  'bus-line':           { unit: 'bus-company',      reach: 'county', basis: '部门职责：公交线路运营' },
  'bus-driver':         { unit: 'bus-company',      reach: 'county', basis: '部门职责：公交运营服务' },
  'convenience-number': { unit: 'hotline',          reach: 'city',   basis: '部门职责：热线综合咨询' },
  'relief-illness':     { unit: 'medical-insurance', reach: 'local', basis: '《社会救助暂行办法》：医疗救助由医疗保障部门负责' },
} as const satisfies Record<string, DutyRow>;
