"""Plays WeChat for an official account. Crypto and parsing by PyPI wechatpy (independent of the product).
   wechat_server.py PORT APPID SECRET TOKEN AESKEY(43 chars)
   Control:  POST /_push {"url","mode":"aes|plain|compat","from","type":"text|image|voice|location|event",...}  -> what the product answered, signature-checked and decrypted
             POST /_verify {"url"} (the GET echostr check)   GET /_calls (API calls seen)   POST /_fail {"path","errcode","errmsg","times"}   POST /_expire (old tokens → 42001)
             POST /_heard {"openid","hoursAgo"} (when she wrote last)   POST /_media (bytes of a file of hers, content-type its type) -> {"media_id"}
   API:      /cgi-bin/token /cgi-bin/stable_token /cgi-bin/message/custom/send /cgi-bin/message/template/send /cgi-bin/media/upload /cgi-bin/media/get /cgi-bin/user/info /cgi-bin/menu/create ..."""
import sys, json, time, random, hashlib, threading, uuid, re, urllib.request, urllib.error, urllib.parse
from email.parser import BytesParser
from http.server import ThreadingHTTPServer, BaseHTTPRequestHandler
from wechatpy.crypto import WeChatCrypto
from wechatpy.exceptions import InvalidSignatureException
import xmltodict
PORT, APPID, SECRET, TOKEN, KEY = int(sys.argv[1]), *sys.argv[2:6]
crypto = WeChatCrypto(TOKEN, KEY, APPID)
tokens, calls, fails, media, users = {}, [], {}, {}, {}
seq = [int(time.time()) * 10**6]; lock = threading.Lock()
sha = lambda *a: hashlib.sha1(''.join(sorted(a)).encode()).hexdigest()
esc = lambda v: '<![CDATA[%s]]>' % v if not isinstance(v, (int, float)) else str(v)
xml = lambda d: '<xml>' + ''.join('<%s>%s</%s>' % (k, ''.join('<%s>%s</%s>' % (a, esc(b), a) for a, b in v.items()) if isinstance(v, dict) else esc(v), k) for k, v in d.items()) + '</xml>'
def call(url, data=None, timeout=5):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data, {'content-type': 'text/xml'} if data is not None else {}), timeout=timeout) as r: return r.status, r.read().decode()
    except urllib.error.HTTPError as e: return e.code, e.read().decode(errors='replace')
    except Exception as e: return 0, repr(e)
def signed(url, extra=None, ts=None, nonce=None):
    ts, nonce = str(ts or int(time.time())), nonce or str(random.randint(10**8, 10**9))
    return ts, nonce, url + ('&' if '?' in url else '?') + urllib.parse.urlencode({'signature': sha(TOKEN, ts, nonce), 'timestamp': ts, 'nonce': nonce, **(extra or {})})
def push(q):
    frm = q.get('from', 'oCitizen0001'); users[frm] = time.time()
    with lock: seq[0] += 1; mid = q.get('msgId', seq[0])
    m = {'ToUserName': 'gh_hotline', 'FromUserName': frm, 'CreateTime': q.get('createTime', int(time.time())), 'MsgType': q.get('type', 'text')}
    m.update(q.get('fields', {'Content': q.get('text', '')}))
    if m['MsgType'] != 'event': m['MsgId'] = mid
    body, mode, out = xml(m), q.get('mode', 'aes'), {'msgId': mid, 'attempts': []}
    for attempt in range(q.get('times', 3)):        # WeChat waits 5 s and then repeats the same MsgId, three times in all
        if attempt: time.sleep(q.get('pause', 0))
        ts, nonce, url = signed(q['url'], {'openid': frm}, q.get('timestamp'), q.get('nonce')); data = body
        if mode != 'plain':
            ts2 = ts; e = crypto.encrypt_message(body, nonce, ts2); d = xmltodict.parse(e)['xml']
            url += '&' + urllib.parse.urlencode({'encrypt_type': 'aes', 'msg_signature': d['MsgSignature'] if not q.get('badSignature') else '0' * 40})
            data = ('<xml><ToUserName><![CDATA[gh_hotline]]></ToUserName><Encrypt><![CDATA[%s]]></Encrypt></xml>' % d['Encrypt']) if mode == 'aes' else body.replace('</xml>', '<Encrypt><![CDATA[%s]]></Encrypt></xml>' % d['Encrypt'])
        t = time.time(); st, txt = call(url, data.encode()); out['attempts'].append({'status': st, 'ms': int((time.time() - t) * 1000), 'body': txt[:300]})
        if st == 200 and not q.get('deaf'): break      # deaf: the answers get lost on the way
    if st == 200 and txt not in ('', 'success'):
        try:
            d = xmltodict.parse(txt)['xml']
            if 'Encrypt' in d: d = xmltodict.parse(crypto.decrypt_message(txt, d['MsgSignature'], d['TimeStamp'], d['Nonce']))['xml']; out['encrypted'] = True
            out['reply'] = d; out['replyOk'] = d.get('ToUserName') == frm and d.get('FromUserName') == 'gh_hotline' and d.get('MsgType') in ('text', 'image', 'voice', 'news', 'transfer_customer_service')
        except InvalidSignatureException: out['replyError'] = 'bad msg_signature'
        except Exception as e: out['replyError'] = repr(e)
    elif st == 200: out['reply'] = txt
    return out
def err(code, msg, **k): return {'errcode': code, 'errmsg': msg, **k}
def need(d, *ks): return [k for k in ks if not d.get(k)]
def api(h, path, qs, raw, ctype):
    if path in ('/cgi-bin/token', '/cgi-bin/stable_token'):
        a = qs if path.endswith('n/token') else json.loads(raw or b'{}')
        if a.get('grant_type') != 'client_credential': return err(40002, 'invalid grant_type')
        if a.get('appid') != APPID: return err(40013, 'invalid appid')
        if a.get('secret') != SECRET: return err(40001, 'invalid credential')
        for k in tokens: tokens[k] = min(tokens[k], time.time() + 300)     # the old one lives 5 more minutes
        t = uuid.uuid4().hex * 4; tokens[t] = time.time() + 7200; return {'access_token': t, 'expires_in': 7200}
    exp = tokens.get(qs.get('access_token', ''))
    if not qs.get('access_token'): return err(41001, 'access_token missing')
    if exp is None: return err(40001, 'invalid credential, access_token is invalid or not latest')
    if exp < time.time(): return err(42001, 'access_token expired')
    f = fails.get(path)
    if f and f['times'] > 0: f['times'] -= 1; return err(f['errcode'], f.get('errmsg', 'injected'))
    if path == '/cgi-bin/media/upload':
        m = BytesParser().parsebytes(b'content-type: ' + ctype.encode() + b'\r\n\r\n' + raw); p = [x for x in m.walk() if x.get_param('name', header='content-disposition') == 'media']
        if qs.get('type') not in ('image', 'voice', 'video', 'thumb'): return err(40004, 'invalid media type')
        if not p or not p[0].get_filename(): return err(41005, 'media data missing')
        b = p[0].get_payload(decode=True); i = uuid.uuid4().hex; media[i] = (b, p[0].get_content_type(), p[0].get_filename()); return {'type': qs['type'], 'media_id': i, 'created_at': int(time.time()), '_bytes': len(b)}
    if path == '/cgi-bin/media/get':
        return media.get(qs.get('media_id')) or err(40007, 'invalid media_id')
    if path == '/cgi-bin/user/info': return {'subscribe': 1, 'openid': qs.get('openid'), 'language': 'zh_CN', 'subscribe_time': int(time.time()), 'unionid': 'u' + qs.get('openid', ''), 'remark': '', 'groupid': 0, 'tagid_list': [], 'subscribe_scene': 'ADD_SCENE_QR_CODE'} if qs.get('openid') else err(40003, 'invalid openid')
    try: d = json.loads(raw.decode('utf-8') or '{}')
    except Exception: return err(47001, 'data format error')
    if path == '/cgi-bin/message/custom/send':
        if need(d, 'touser', 'msgtype') or d['msgtype'] not in d: return err(40008 if d.get('touser') else 40003, 'invalid message type' if d.get('touser') else 'invalid openid')
        if d['msgtype'] == 'text' and '\\u' in raw.decode(): return err(47001, 'escaped unicode would show as \\uXXXX')   # the well-known trap
        if d['msgtype'] == 'text' and len(d['text'].get('content', '').encode()) > 2048: return err(45002, 'content size out of limit')
        if d['msgtype'] in ('image', 'voice') and d[d['msgtype']].get('media_id') not in media: return err(40007, 'invalid media_id')
        if time.time() - users.get(d['touser'], time.time()) > 48 * 3600: return err(45015, 'response out of time limit or subscription is canceled')
        return err(0, 'ok')
    if path == '/cgi-bin/message/template/send':
        if need(d, 'touser', 'template_id', 'data'): return err(47001, 'data format error')
        if any(not isinstance(v, dict) or 'value' not in v for v in d['data'].values()): return err(47003, 'argument invalid')
        return err(0, 'ok', msgid=random.randint(10**8, 10**9))
    if path.startswith('/cgi-bin/'): return err(0, 'ok')
    return None
class H(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    def log_message(self, *a): pass
    def do(self):
        u = urllib.parse.urlsplit(self.path); qs = {k: v[0] for k, v in urllib.parse.parse_qs(u.query).items()}
        raw = self.rfile.read(int(self.headers.get('content-length') or 0)) if 'chunked' not in self.headers.get('transfer-encoding', '') else self.chunks()
        ctype = self.headers.get('content-type', '')
        if u.path == '/_calls': r = calls
        elif u.path == '/_push': r = push(json.loads(raw))
        elif u.path == '/_verify':
            e = str(random.randint(10**9, 10**10)); _, _, url = signed(json.loads(raw)['url'], {'echostr': e}); st, t = call(url); r = {'status': st, 'ok': t == e}
            st, t = call(url.replace('signature=', 'signature=0')); r['badSignature'] = {'status': st, 'echoed': t == e}
        elif u.path == '/_fail': f = json.loads(raw); fails[f['path']] = {'times': 1, **f}; r = {}
        elif u.path == '/_heard': f = json.loads(raw); users[f['openid']] = time.time() - f['hoursAgo'] * 3600; r = {}
        elif u.path == '/_media': i = uuid.uuid4().hex; media[i] = (raw, ctype, 'file'); r = {'media_id': i}
        elif u.path == '/_expire':
            for k in tokens: tokens[k] = 0
            r = {}
        else:
            r = api(self, u.path, qs, raw, ctype); calls.append({'method': self.command, 'path': u.path, 'query': {k: ('…' if k == 'access_token' else v) for k, v in qs.items()}, 'type': ctype.split(';')[0], 'body': raw.decode('utf-8', 'replace')[:2000] if 'multipart' not in ctype else '%d bytes multipart' % len(raw), 'answer': r if isinstance(r, dict) else 'binary'})
        b = r[0] if isinstance(r, tuple) else json.dumps(r, ensure_ascii=False).encode()
        self.send_response(404 if r is None else 200); self.send_header('content-type', r[1] if isinstance(r, tuple) else 'application/json; encoding=utf-8'); isinstance(r, tuple) and self.send_header('Content-disposition', 'attachment; filename="%s"' % r[2]); self.send_header('content-length', str(len(b))); self.end_headers(); self.wfile.write(b)
    def chunks(self):
        b = b''
        while True:
            n = int(self.rfile.readline().split(b';')[0], 16); b += self.rfile.read(n); self.rfile.readline()
            if n == 0: return b
    do_GET = do_POST = do
print('READY', flush=True); ThreadingHTTPServer(('127.0.0.1', PORT), H).serve_forever()
