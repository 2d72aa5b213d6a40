const { explain } = require('../../explain');

/** @type {import('../../app').ExampleApp} */
const app = getApp();

Page({
  data: { busy: false, bound: false, problem: '' },

  /** @param {WechatMiniprogram.FormSubmit} event */
  async bind({ detail }) {
    const { name, password } = detail.value;
    if (!name || !password) {
      this.setData({ problem: '请输入账号和密码。' });
      return;
    }
    this.setData({ busy: true, problem: '' });
    try {
      await app.session.bind({ name, password });
      app.remember({ bound: true });
      this.setData({ bound: true });
    } catch (error) {
      this.setData({ problem: explain(error) });
    }
    this.setData({ busy: false });
  },
});
