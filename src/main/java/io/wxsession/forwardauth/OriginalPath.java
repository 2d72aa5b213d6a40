package io.wxsession.forwardauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Arrays;

/** The path of the original request, as the gateway appends it to {@code /auth/verify}. */
final class OriginalPath {

    /** A path that is encoded more often than this is refused. */
    private static final int MAX_ENCODINGS = 3;

    private OriginalPath() {
    }

    /**
     * Whether a gateway and a back end may read different resources from the path. That is so if the path has a dot segment
     * (plain, encoded once or more, after a backslash, or with parameters) or if its encoding is malformed.
     */
    static boolean isAmbiguous(String path) {
        if (path.indexOf('.') < 0 && path.indexOf('%') < 0) {
            return false;
        }
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
                // In a later round a percent sign may be data that was itself encoded.
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
