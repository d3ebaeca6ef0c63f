import type { Label } from '../words/label.ts';

export type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 416 | 422 | 428 | 429 | 500 | 503;

/** Every refusal the hotline can answer with: its stable code, its HTTP status and the sentence a person reads. */
// prettier-ignore
export const problems = {
  'request.invalid':        { status: 400, zh: '提交的内容有误,请检查标出的项目', en: 'Some fields are not right' },
  'request.not-json':       { status: 415, zh: '只接受 JSON 格式的内容', en: 'Only JSON is accepted here' },
  'request.too-large':      { status: 413, zh: '内容过大', en: 'The content is too large' },
  'request.cross-site':     { status: 403, zh: '不接受其他网站发起的操作', en: 'Requests from another site are refused' },
  'request.too-many':       { status: 429, zh: '操作过于频繁,请稍后再试', en: 'Too many requests; try again shortly' },
  'route.unknown':          { status: 404, zh: '没有这个地址', en: 'No such address' },
  'session.missing':        { status: 401, zh: '请先登录', en: 'Sign in first' },
  'session.wrong':          { status: 401, zh: '账号或密码不对', en: 'Account or password is wrong' },
  'session.locked':         { status: 429, zh: '连续输错次数过多,该账号名暂停登录 15 分钟', en: 'Too many wrong tries; this account name is locked for 15 minutes' },
  'session.in-call':        { status: 422, zh: '通话中不能退出登录', en: 'You cannot sign out during a call' },
  'permission.missing':     { status: 403, zh: '您没有这项权限,可向系统管理员申请', en: 'You lack this right; ask an administrator' },
  'version.missing':        { status: 428, zh: '请求缺少版本(If-Match)', en: 'If-Match with the version you saw is required' },
  'version.stale':          { status: 412, zh: '内容已被他人修改,请刷新后再试', en: 'Changed by someone else; reload' },
  'call.unknown':           { status: 404, zh: '没有这通电话', en: 'No such call' },
  'call.not-yours':         { status: 403, zh: '这通电话不由您接听', en: 'This call is not yours' },
  'call.wrong-state':       { status: 422, zh: '电话当前状态不能这样操作', en: 'The call is not in a state for this' },
  'call.number-withheld':   { status: 422, zh: '来电人未提供号码,无法回拨', en: 'The caller withheld the number; it cannot be called' },
  'call.ticket-needed':     { status: 422, zh: '请先填写工单,或选择其他处理结果', en: 'File the ticket first, or choose another disposition' },
  'caller.sealed':          { status: 422, zh: '来电人未提供号码,任何人都不能查看', en: 'The caller withheld the number; nobody can see it' },
  'caller.reason-needed':   { status: 422, zh: '查看号码须填写理由', en: 'A reason is needed to see the number' },
  'agent.unknown':          { status: 404, zh: '没有这个坐席', en: 'No such agent' },
  'agent.no-phone':         { status: 422, zh: '请先连接电话,再置为就绪', en: 'Connect a phone first' },
  'agent.busy':             { status: 422, zh: '您正在通话或整理中', en: 'You are in a call or in wrap-up' },
  'agent.not-ready':        { status: 422, zh: '对方坐席当前不能接听', en: 'That agent cannot take a call now' },
  'recording.unknown':      { status: 404, zh: '没有这段录音', en: 'No such recording' },
  'recording.not-there':    { status: 404, zh: '录音尚未生成或已丢失', en: 'The recording is not there yet, or lost' },
  'recording.range':        { status: 416, zh: '请求的录音范围无效', en: 'The requested range is not in the recording' },
  'missed-call.unknown':    { status: 404, zh: '没有这条漏话', en: 'No such missed call' },
  'missed-call.done':       { status: 422, zh: '这条漏话已处理', en: 'This missed call is already dealt with' },
  'staff.unknown':          { status: 404, zh: '没有这个人员', en: 'No such person' },
  'staff.account-taken':    { status: 409, zh: '账号或工号已被使用', en: 'The account or number is taken' },
  'staff.not-yourself':     { status: 422, zh: '不能停用或改动自己的权限', en: 'You cannot change your own rights' },
  'unit.unknown':           { status: 404, zh: '没有这个单位', en: 'No such unit' },
  'unit.code-taken':        { status: 409, zh: '单位编码已被使用', en: 'The unit code is taken' },
  'unit.in-use':            { status: 422, zh: '单位下还有人员或下级单位', en: 'The unit still has people or units below it' },
  'unit.too-deep':          { status: 422, zh: '单位树只有市、县、乡镇、社区四级', en: 'The tree has four levels: city, county, township, community' },
  'queue.unknown':          { status: 404, zh: '没有这个队列', en: 'No such queue' },
  'number.taken':           { status: 409, zh: '这个号码已分配', en: 'This number is already assigned' },
  'number.unknown':         { status: 404, zh: '没有这个服务号码', en: 'No such service number' },
  'ticket.unknown':         { status: 404, zh: '没有这张工单', en: 'No such ticket' },
  'ticket.not-yours':       { status: 403, zh: '这一步不由您办理', en: 'This step is not yours to take' },
  'ticket.wrong-state':     { status: 422, zh: '工单当前状态不能这样办理', en: 'The ticket is not in a state for this' },
  'ticket.yours-already':   { status: 422, zh: '这张工单已由您负责', en: 'This ticket is yours already' },
  'ticket.unit-unfit':      { status: 422, zh: '没有这个单位,或该单位不承办工单', en: 'No such unit, or it takes no tickets' },
  'ticket.returned-before': { status: 422, zh: '退单次数已满,不能再退', en: 'It was returned too often to be returned again' },
  'ticket.return-too-late': { status: 422, zh: '已超过退单期限', en: 'It is too late to return it' },
  'ticket.redone-enough':   { status: 422, zh: '重办次数已满,请办结或转督办', en: 'It was redone often enough; close it or supervise it' },
  'ticket.rated-already':   { status: 422, zh: '已有评价', en: 'It was rated already' },
  'ticket.nothing-to-rate': { status: 422, zh: '诉求已撤回,不作评价', en: 'It was withdrawn; there is nothing to rate' },
  'ticket.answers-unfit':   { status: 422, zh: '联系上了须填写是否解决;未联系上不能填写答案', en: 'Say whether it is solved when she was reached, and nothing when she was not' },
  'ticket.contact-wrong':   { status: 422, zh: '联系方式有误,请核对号码或证件号', en: 'The number or id of the contact is not right' },
  'ticket.no-number':       { status: 422, zh: '诉求人未留电话号码,无法呼叫', en: 'The citizen left no number; she cannot be called' },
  'category.unknown':       { status: 404, zh: '没有这个分类,或已停用', en: 'No such category, or it was withdrawn' },
  'category.code-taken':    { status: 409, zh: '分类编码已被使用', en: 'The category code is taken' },
  'region.unknown':         { status: 404, zh: '没有这个区划', en: 'No such region' },
  'region.elsewhere':       { status: 422, zh: '该地的诉求不由本市办理,请转当地12345热线', en: 'Matters of that place are not ours; transfer to its own 12345' },
  'draft.unknown':          { status: 404, zh: '没有这份草稿,可能已提交或删除', en: 'No such draft; it may be filed or thrown away' },
  'draft.too-many':         { status: 422, zh: '未完成的草稿过多,请先提交或删除一些', en: 'Too many drafts; finish or drop some' },
  'rule.no-default':        { status: 422, zh: '规则须有一条不带条件的默认行', en: 'One row without conditions is needed as the default' },
  'rule.in-the-past':       { status: 422, zh: '新规则只能从今天或以后起生效', en: 'New rules may begin today or later' },
  'calendar.unfit':         { status: 422, zh: '日历文件与年份不符或内容有误', en: 'The calendar file does not fit the year, or is wrong' },
  'conversation.unknown':   { status: 404, zh: '没有这段往来', en: 'No such conversation' },
  'conversation.held':      { status: 409, zh: '已由他人接手,先接过来再处理', en: 'A colleague has taken it; take it over first' },
  'conversation.settled':   { status: 409, zh: '这段往来已办结,没有待处理的内容', en: 'Nothing of it waits any more' },
  'conversation.has-ticket':{ status: 409, zh: '这段往来已有工单', en: 'This conversation has its ticket already' },
  'contact.unknown':        { status: 404, zh: '没有这个联系人', en: 'No such contact' },
  'contact.itself':         { status: 422, zh: '不能与自己合并', en: 'A contact cannot be joined with itself' },
  'contact.joined-already': { status: 409, zh: '两个联系人已经合并', en: 'They are joined already' },
  'contact.not-joined':     { status: 409, zh: '两个联系人没有合并,或已分开', en: 'They are not joined, or are parted already' },
  'contact.no-number':      { status: 422, zh: '号码不完整,或来电匿名', en: 'No whole number, or the caller withheld it' },
  'file.unknown':           { status: 404, zh: '没有这个附件', en: 'No such file' },
  'template.field-unknown': { status: 422, zh: '模板里有未知的字段', en: 'The template names an unknown field' },
  'message.too-long':       { status: 422, zh: '内容超过该渠道的长度', en: 'Longer than this channel carries' },
  'account.unknown':        { status: 404, zh: '没有这个账号', en: 'No such account' },
  'account.inactive':       { status: 422, zh: '账号已停用,请先启用', en: 'The account is off; switch it on first' },
  'account.address-wrong':  { status: 422, zh: '号码或地址有误;微信只能发给已给本账号写过信的人', en: 'No such number or address; in WeChat only those who have written to the account can be reached' },
  'account.tested-enough':  { status: 429, zh: '测试过于频繁:每个账号十分钟内最多五条', en: 'Five test messages of an account in ten minutes at most' },
  'account.settings-wrong': { status: 422, zh: '账号设置有误', en: 'The settings of the account are wrong' },
  'account.kind-fixed':     { status: 422, zh: '账号的渠道不能改变', en: 'The channel of an account cannot be changed' },
  'account.secrets-missing':{ status: 422, zh: '新账号须填写密码', en: 'A new account needs its secrets' },
  'quarantine.unknown':     { status: 404, zh: '没有这条隔离记录,或已处理', en: 'No such entry, or it is settled' },
  'quarantine.still':       { status: 422, zh: '重新读取后仍须隔离', en: 'Read again, it would still stand apart' },
  'web-form.closed':        { status: 503, zh: '网上留言暂停受理,请拨打 12345', en: 'The form is closed; call 12345' },
  'web-form.flood':         { status: 429, zh: '同一网络一小时内提交过多,请稍后再试,或拨打 12345', en: 'Too much came from this network within the hour; try later, or call 12345' },
  'proof.wrong':            { status: 422, zh: '页面停留过久,请再提交一次', en: 'The page is too old; send it again' },
  'proof.spent':            { status: 409, zh: '这次提交已经处理过,请再提交一次', en: 'This was used before; send it again' },
  'phone.wrong':            { status: 422, zh: '请填写正确的手机号码', en: 'This is no mobile number' },
  'code.wrong':             { status: 422, zh: '短信验证码不对或已过期', en: 'The code is wrong or too old' },
  'code.too-soon':          { status: 429, zh: '验证码刚刚发出,请过一分钟再试', en: 'A code was sent just now; wait a minute' },
  'code.too-many':          { status: 429, zh: '这个号码今天收到的验证码过多,请拨打 12345', en: 'Too many codes went to this number today; call 12345' },
  'code.not-sent':          { status: 503, zh: '短信暂时发不出去,请稍后再试,或拨打 12345', en: 'The text could not be sent; try later, or call 12345' },
  'photo.unreadable':       { status: 422, zh: '这不是能读取的照片。请用 JPEG、PNG、WebP 或 GIF 照片,不超过 5000 万像素', en: 'No photo that can be read: JPEG, PNG, WebP or GIF, at most 50 megapixels' },
  'photo.heic':             { status: 422, zh: '暂不能读取 HEIC 照片。请在手机相机设置里改为“兼容性最佳”,或截屏后再传', en: 'HEIC photos cannot be read; set the camera to “most compatible”, or send a screenshot' },
  'photo.unknown':          { status: 422, zh: '照片已过期,请重新添加', en: 'The photo is gone; add it again' },
  'place.no-map':           { status: 422, zh: '这里不收地图上的点,请用文字写明地点', en: 'No point on a map is taken here; say in words where it is' },
  'place.outside':          { status: 422, zh: '地图上标的点不在本市范围内,请重新标出或去掉', en: 'The point on the map is not in the city; mark another or remove it' },
  'map.none':               { status: 404, zh: '没有设置地图', en: 'No map is set' },
  'map.no-tile':            { status: 404, zh: '地图的这一块不在本市范围内', en: 'The city’s map has no such piece' },
  'map.away':               { status: 503, zh: '地图暂时显示不出来', en: 'The map cannot be shown now' },
  'recognition.absent':     { status: 503, zh: '未安装文字识别;管理员运行 npm run models -- get ocr 后即可使用', en: 'Text recognition is not installed: an administrator runs npm run models -- get ocr' },
  'recognition.failed':     { status: 503, zh: '这一页没能识别,请人工录入', en: 'This page could not be read; please type it' },
  'demo.only':              { status: 404, zh: '只在演示模式下提供', en: 'Only in the demo' },
  'switch.away':            { status: 503, zh: '电话系统暂时不可用,正在恢复', en: 'The telephone system is away; it is being restored' },
  'database.away':          { status: 503, zh: '数据库暂时不可用,正在恢复', en: 'The database is away; it is being restored' },
  'server.broken':          { status: 500, zh: '系统出错,请把请求编号告诉管理员', en: 'Something broke; give the request id to an administrator' },
} as const satisfies Record<string, Label & { status: ProblemStatus }>;

export type ProblemCode = keyof typeof problems;

/** What any operation may answer, so that routes list only their own. */
export const always = [
  'request.invalid',
  'request.not-json',
  'request.too-large',
  'request.cross-site',
  'request.too-many',
  'session.missing',
  'permission.missing',
  'database.away',
  'server.broken',
] as const satisfies readonly ProblemCode[];

/** The body of `application/problem+json`. */
export interface ProblemBody<C extends ProblemCode = ProblemCode> {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: C;
  readonly detail: string;
  readonly requestId: string;
  /** Of `version.stale`: the version there is now. */
  readonly version?: number;
  readonly errors?: readonly { path: string; message: string }[];
}

/** The only class thrown on purpose: a refusal that the person who asked will read. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly details: Readonly<Record<string, unknown>>;
  constructor(code: ProblemCode, details: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}
