package io.wxsession.wechat;

import io.wxsession.config.Secret;

/**
 * A configured mini-program.
 *
 * @param id the AppID
 * @param secret the AppSecret
 */
public record App(String id, Secret secret) {
}
