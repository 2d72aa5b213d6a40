const { explain } = require('../../explain');

/** @type {import('../../app').ExampleApp} */
const app = getApp();

Page({
  data: { busy: false, problem: '', nickName: '', avatar: '', phoneNumber: '', steps: '' },

  onLoad() {
    this.attempt(async () => this.show(await app.session.user()));
  },

  /**
   * Does one thing at a time and says what goes wrong.
   *
   * @param {() => Promise<void>} action
   */
  async attempt(action) {
    this.setData({ busy: true, problem: '' });
    try {
      await action();
    } catch (error) {
      this.setData({ problem: explain(error) });
    }
    this.setData({ busy: false });
  },

  /** @param {import('wxsession').UserDetails} user */
  show({ registered, bound, profile, phoneNumber }) {
    const { nickName = '', avatarUrl = '' } = profile;
    app.remember({ registered, bound, nickName });
    this.setData({ nickName, avatar: this.data.avatar || avatarUrl, phoneNumber: phoneNumber || '' });
  },

  /** @param {WechatMiniprogram.CustomEvent<{ avatarUrl: string }>} event */
  chooseAvatar({ detail }) {
    // A temporary file of this phone, though it looks like an address in DevTools, so it is shown here and not registered.
    // A real app uploads it with wx.uploadFile and registers the https address that it then has.
    this.setData({ avatar: detail.avatarUrl });
  },

  /** @param {WechatMiniprogram.FormSubmit} event */
  save({ detail }) {
    const { nickName } = detail.value;
    this.attempt(async () => {
      this.show(await app.session.register({ nickName }));
      wx.showToast({ title: '已保存' });
    });
  },

  /** @param {WechatMiniprogram.ButtonGetPhoneNumber} event */
  takePhoneNumber({ detail }) {
    this.attempt(async () => {
      const { phoneNumber } = await app.session.phoneNumber(detail);
      this.setData({ phoneNumber });
    });
  },

  countSteps() {
    this.attempt(async () => {
      // WeChat encrypts the steps; the session sees to it that the service knows the key before they are fetched.
      /** @type {{ stepInfoList: { step: number }[] }} */
      const { stepInfoList } = await app.session.decrypt(() => wx.getWeRunData());
      const today = stepInfoList[stepInfoList.length - 1];
      this.setData({ steps: `今日 ${today ? today.step : 0} 步` });
    });
  },

  async logOut() {
    this.setData({ busy: true });
    try {
      await app.session.logout();
    } catch (error) {
      // Without a network this phone has forgotten the session all the same.
    }
    wx.reLaunch({ url: '/pages/home/home' });
  },
});
