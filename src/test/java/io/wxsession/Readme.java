package io.wxsession;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;

/** The commands that a README prints. */
record Readme(String text) {

    private static final Pattern BLOCK = Pattern.compile("^```bash\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern COMMENT = Pattern.compile("(^|\\s+)#.*$", Pattern.MULTILINE);

    static Readme of(String file) {
        try {
            return new Readme(Files.readString(Path.of(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All blocks of commands, in their order. */
    List<String> blocks() {
        return BLOCK.matcher(text).results().map(block -> block.group(1)).toList();
    }

    /** The block that follows a line, which may be a heading. */
    String blockAfter(String line) {
        int start = text.indexOf('\n' + line + '\n');
        return BLOCK.matcher(text).results().filter(block -> start >= 0 && block.start() > start).findFirst()
                .map(block -> block.group(1))
                .orElseThrow(() -> new NoSuchElementException("no commands after: " + line));
    }

    /** The lines of a block without comments and empty lines. */
    static List<String> commands(String block) {
        return COMMENT.matcher(block).replaceAll("").lines().filter(line -> !line.isBlank()).toList();
    }
}
