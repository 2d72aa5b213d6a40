/** @type {import('../../app').ExampleApp} */
const app = getApp();

Page({
  data: {
    // What everybody may see comes by wx.request and needs no login, as WeChat's rules demand.
    articles: ['春季新品上架', '门店营业时间调整', '会员日活动预告'],
    user: app.user,
  },

  /** @type {(() => void)[]} */
  stops: [],

  onLoad() {
    const show = () => this.onShow();
    this.stops = [app.session.on('login', show), app.session.on('ended', show)];
  },

  onShow() {
    this.setData({ user: app.user });
  },

  /** @param {WechatMiniprogram.TouchEvent} event */
  open({ currentTarget }) {
    const { page } = currentTarget.dataset;
    wx.navigateTo({ url: `/pages/${page}/${page}` });
  },

  onUnload() {
    this.stops.forEach((stop) => stop());
  },
});
