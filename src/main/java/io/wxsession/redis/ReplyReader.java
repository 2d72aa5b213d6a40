package io.wxsession.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import io.wxsession.sealing.SealedValue;

/**
 * Reads a reply of Redis element by element, in the order in which the script or command gives them. A reply that is no list is
 * read as its only element.
 */
public final class ReplyReader {

    private final Response reply;
    private int next;

    ReplyReader(Response reply) {
        this.reply = reply;
    }

    /** What to throw if a script gives an outcome that its reader does not know: one was changed without the other. */
    public static IllegalStateException unknownOutcome(String script, String outcome) {
        return new IllegalStateException(script + " gave an unknown outcome: " + outcome);
    }

    /** Whether the first element is that word. Does not move on. */
    public boolean startsWith(String word) {
        return word.equals(element(0).toString());
    }

    /** The next element as a text. */
    public String text() {
        return next().toString();
    }

    /** The next element as a text; empty if it is nil or an empty text, which is how scripts spell an absent value. */
    public Optional<String> optionalText() {
        return Optional.ofNullable(next()).map(Response::toString).filter(text -> !text.isEmpty());
    }

    /** The next element as a whole number, 0 if it is nil. */
    public long number() {
        Response element = next();
        return element == null ? 0 : element.toLong();
    }

    /** Whether the next element is more than 0. */
    public boolean flag() {
        return number() > 0;
    }

    /** Whether the next element is there. */
    public boolean isPresent() {
        return next() != null;
    }

    /** The bytes of the next element; empty if it is nil. */
    public Optional<byte[]> bytes() {
        return Optional.ofNullable(next()).map(Response::toBytes);
    }

    /** The next element as a sealed value; empty if it is nil or empty. */
    public Optional<SealedValue> sealedValue() {
        return bytes().filter(bytes -> bytes.length > 0).map(SealedValue::new);
    }

    /** All elements from the next one on, as texts. */
    public List<String> remainingTexts() {
        List<String> texts = new ArrayList<>();
        while (hasNext()) {
            texts.add(text());
        }
        return texts;
    }

    private boolean hasNext() {
        return next < (isList() ? reply.size() : 1);
    }

    private Response next() {
        return element(next++);
    }

    private Response element(int index) {
        if (isList()) {
            return reply.get(index);
        }
        if (index > 0) {
            throw new IllegalStateException("the reply has one element only");
        }
        return reply;
    }

    private boolean isList() {
        return reply != null && reply.type() == ResponseType.MULTI;
    }
}
