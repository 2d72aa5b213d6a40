package io.wxsession.forwardauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Arrays;

/** The path of the request that a gateway asks about, as far as it passes it on. */
final class OriginalPath {

    /** Nobody encodes a path more often than this in good faith. */
    private static final int MAX_ENCODINGS = 3;

    private OriginalPath() {
    }

    /**
     * Whether somebody who reads the path in another way than the gateway may end up elsewhere: it has a dot segment, plain,
     * encoded (even twice), behind a backslash or with parameters, or its encoding is broken.
     */
    static boolean isAmbiguous(String path) {
        String decoded = path;
        for (int i = 0; i <= MAX_ENCODINGS; i++) {
            if (hasDotSegment(decoded)) {
                return true;
            }
            if (decoded.indexOf('%') < 0) {
                return false;
            }
            try {
                decoded = URLDecoder.decode(decoded.replace("+", "%2B"), UTF_8);
            } catch (IllegalArgumentException e) {
                // Broken at first sight is broken; a percent sign that was itself encoded may stand for itself.
                return i == 0;
            }
        }
        return true;
    }

    private static boolean hasDotSegment(String path) {
        return Arrays.stream(path.split("[/\\\\]"))
                .map(segment -> segment.split(";", 2)[0])
                .anyMatch(segment -> segment.equals(".") || segment.equals(".."));
    }
}
