package io.wxsession.forwardauth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginalPathTest {

    @ParameterizedTest
    @ValueSource(strings = { "/..", "/a/../b", "/a/./b", "/a/%2e%2e/b", "/a/%2E./b", "/a/.%2e", "/a%2f..%2fb",
            "/a/%252e%252e/b",
            "/a/..;x/b", "/a/.;/b", "/a\\..\\b", "/a%5c..%5cb", "/a/%2e", "/%zz", "/a%", "/a%2", "/%25252525252e" })
    void whatOthersMayReadAsAnotherPathIsAmbiguous(String path) {
        assertThat(OriginalPath.isAmbiguous("/auth/verify" + path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "/", "/a/b", "/a.b/..c/d..", "/.well-known/x", "/...", "/a%20b", "/100%25", "/a+b",
            "/%E4%BD%A0",
            "/a;v=1/b", "//a" })
    void anOrdinaryPathIsNot(String path) {
        assertThat(OriginalPath.isAmbiguous("/auth/verify" + path)).isFalse();
    }
}
