import type { WordsOf } from '../words.ts';

/** Air, water, noise, minerals and weather. */
// prettier-ignore
export const nature = {
  pollution: {
    whom: ['{eatery}', '{firm}', '工地施工方', '楼下的商户', '养殖场'],
    problems: [
      ['fumes', '{eatery}油烟熏得开不了窗', '我家楼下的{eatery}{since}把烟筒接到{floor}窗户边，{evening}炒菜时满屋都是油烟；{child}一直咳嗽', '让他们装净化器，把烟筒改走'],
      ['noise', '{road}工地夜里施工', '{estate}旁边的工地{nightly}打桩，玻璃都跟着震；{child}要中考，{span}没有睡过整觉', '夜里停工，按规定办夜间施工证'],
      ['noise', '{park}广场舞音响太大', '{park}{evening}两拨人跳舞，音响对着{estate}放，关上窗还听得清歌词；说了{times}，他们说公园是大家的', '把音量降下来，{evening}以后停'],
      ['dust', '{road}工地扬尘', '{here}{road}的工地{since}黄土裸露，{day}刮风满天都是灰，阳台上一天能扫{few}把土；没见洒过一次水', '让工地盖网、洒水、冲洗车轮'],
      ['sewage', '{firm}往沟里排黑水', '{village}{spot}的{firm}{nightly}往沟里排黑水，{metres}的沟水都是黑的；{many}户的鸭子死了{n}只', '取样化验，查处排污'],
      ['smell', '{village}养殖场臭味', '{village}旁边的养殖场{since}臭味特别大，{evening}最重，家里不敢开门；苍蝇落在饭桌上', '让养殖场处理粪污'],
      ['burning', '{village}有人烧垃圾', '{village}{spot}每到{evening}就有人烧塑料和秸秆，浓烟{span}不散；{kin}{age}，有哮喘', '制止焚烧，派人巡查'],
    ],
    questions: [
      ['noise', '装修时间有规定吗', '{estate}{floor}装修，{evening}还在钻墙', '居民楼装修几点到几点不能施工，找物业还是报警'],
      ['fumes', '楼下能不能开饭店', '{estate}一楼的门面{day}在装灶台', '居民楼底下能不能开有油烟的餐馆'],
      ['burning', '春节能不能放鞭炮', '{child}问今年在{village}能不能放', '{here}的禁放区到哪里，农村上坟能不能放'],
      ['smell', '空气质量在哪里查', '{kin}有肺病，{day}空气呛人', '{here}实时的空气质量哪里能看'],
    ],
    ideas: [
      ['noise', '公园装噪声显示屏', '{park}{evening}跳舞的人和住户天天吵', '装一块分贝显示屏，超标了大家自觉关小'],
      ['dust', '洒水车避开上下班', '{road}的洒水车{clock}经过，骑车的人溅一身水，路滑还容易摔', '洒水安排在早晚没人的时候，冬天结冰就别洒了'],
    ],
    done: ['检查后责令安装油烟净化设施，烟道改到楼顶，复查达标', '{nightly}现场检查，对未办证夜间施工行为立案处罚', '协调两支队伍签订公约，{evening}后不再使用音响', '督促工地覆盖裸土{number}平方米，增设雾炮{few}台', '取样监测超标，责令停产整治', '养殖场清运粪污{few}车，加装除臭设备'],
    told: ['居民住宅楼内禁止新建产生油烟的餐饮项目，请向城管部门举报', '产生噪声的装修应避开中午和夜间休息时间，物业应当制止，不听劝阻可报警', '全市实时空气质量可在生态环境部门公众号查询', '烟花爆竹禁放区域以市、县政府公告为准'],
  },
  'eco-control': {
    whom: ['{firm}', '检测机构'],
    problems: [
      ['', '{firm}环评手续不全', '{village}{day}新来的{firm}没看见公示就生产了，机器{nightly}响', '查有没有环评手续'],
      ['', '医疗废物随便扔', '{when}在{road}垃圾桶看见{n}个输液袋和针头，旁边就是{clinic}', '查清是谁扔的'],
    ],
    questions: [['', '小作坊要不要环评', '我想在{village}办个{crop}加工的小作坊', '要做环评还是登记备案']],
    ideas: [['', '企业排放数据公开', '{village}的人{span}担心{firm}的排放，谁也看不到数据', '在厂门口装显示屏公布在线监测数据']],
    done: ['责令停产补办手续，罚款{sum}', '追查到责任单位，医疗废物由专业机构转运'],
    told: ['小型农产品加工一般填报登记表，网上备案即可'],
  },
  ecology: {
    whom: ['捕鸟的人'],
    problems: [
      ['', '{village}有人张网捕鸟', '{village}{spot}{since}挂着{metres}的网，{when}上面挂着{few}只鸟', '拆网，查处捕鸟的人'],
      ['', '{park}湿地被填土', '{park}边上的湿地{day}来了{few}车土往里倒', '制止填湿地'],
    ],
    questions: [['', '救到受伤的鸟怎么办', '{when}在{estate}捡到一只受伤的大鸟', '交给谁，怎么喂']],
    ideas: [['', '湿地边立科普牌', '带{child}去{park}看鸟，一只也叫不上名字', '立一些科普牌，教人认鸟']],
    done: ['拆除捕鸟网{few}处，放飞鸟类{few}只', '责令清除填土，恢复水面'],
    told: ['可联系林业部门的野生动物救护站，不要自行喂养'],
  },
  energy: {
    whom: ['加油站', '取土场'],
    problems: [
      ['', '{road}加油站油有水', '{when}在{road}的加油站加了{money}的油，车开出{few}里就熄火', '抽检油品'],
      ['', '{village}私采沙土', '{village}{spot}{nightly}有车拉沙，坑挖了{few}米深', '查处私采'],
    ],
    questions: [['', '地热井归谁管', '{estate}用地热取暖，{day}水小了', '地热井归哪个部门审批']],
    ideas: [['', '村里屋顶统一装光伏', '{village}各家各户找不同的人装光伏，{day}有人被骗了{sum}', '由乡里统一招商、统一验收']],
    done: ['抽样送检，封存油品{few}罐', '查处非法采砂车辆{few}台'],
    told: ['地热资源开采由自然资源部门审批，取水由水务部门许可'],
  },
  weather: {
    whom: ['防雷检测公司'],
    problems: [
      ['', '防雷检测乱收费', '{firm}{day}被通知做防雷检测，张口{sum}，说不做就罚款', '查收费依据'],
      ['', '预警短信没收到', '{when}{village}下冰雹，{crop}砸坏了{n}亩，谁都没收到预警', '把预警发到村里'],
    ],
    questions: [['', '怎么开气象证明', '{when}大风刮倒了{shop}的招牌，保险要气象证明', '气象证明在哪里开，收不收费']],
    ideas: [['', '大喇叭播天气', '{village}的老人不看手机，{day}下雨前麦子都晾在场里', '用村里大喇叭早晚播一次天气']],
    done: ['核查收费情况，退还{money}', '将该村信息员加入预警短信名单'],
    told: ['气象灾害证明由气象部门免费出具，带身份证和地点说明即可'],
  },
} as const satisfies WordsOf<'pollution' | 'eco-control' | 'ecology' | 'energy' | 'weather'>;
