/**
 * What the simulated WeChat remembers: apps, phones, codes, keys, access_tokens, requested faults, the call log and the
 * clock. In: what {@code api} and {@code control} report. Out: values, or a
 * {@link io.wxsession.simulator.state.WechatError} with WeChat's errcode. Of the simulator it uses only {@code crypto}.
 */
package io.wxsession.simulator.state;
