/** @type {Record<string, string>} */
const TEXTS = {
  binding_refused: '账号或密码不正确，请重新输入。',
  binding_conflict: '该账号已绑定其他微信用户，或您已绑定其他账号。请先解除原有绑定。',
  verifier_unavailable: '账号系统暂时无法访问，请稍后再试。',
  not_found: '服务尚未配置账号系统，无法绑定。',
  rate_limited: '操作过于频繁，请稍后再试。',
  denied: '您没有授权，未做任何更改。',
  decryption_failed: '数据已过期，请再试一次。',
  switched: '微信用户已切换，请重新操作。',
  ended: '您已退出登录，未做任何更改。',
  user_banned: '该用户已被停用。',
  login_blocked: '微信拦截了本次登录，请稍后再试。',
  code_invalid: '登录失败：服务不认识微信给出的登录凭证，请检查 AppID 与 AppSecret。',
  code_used: '登录失败：微信给出的登录凭证已被使用，请检查 AppID 是否为您自己的。',
  unknown_app: '登录失败：服务未配置该 AppID。',
  wechat_misconfigured: '登录失败：服务的微信配置有误。',
};

/**
 * What went wrong, in words for the user.
 *
 * @param {any} error a SessionError, or what a wx function failed with
 * @returns {string}
 */
const explain = ({ code, status, errMsg }) => {
  if (TEXTS[code]) {
    return TEXTS[code];
  }
  if (/auth den|cancel/i.test(errMsg)) {
    return TEXTS.denied;
  }
  return status ? '服务暂时不可用，请稍后再试。' : '网络不可用，请检查后再试。';
};

module.exports = { explain };
