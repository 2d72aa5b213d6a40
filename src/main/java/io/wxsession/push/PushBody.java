package io.wxsession.push;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The flat fields of a push, JSON or XML as its first character says, for WeChat labels them as it likes.
 *
 * @param fields by their names in lower case, since WeChat spells some in two ways
 */
record PushBody(Map<String, String> fields) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();

    static {
        XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XML.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    }

    /** Reads a push; empty if it is neither or if it brings a DOCTYPE along. */
    static Optional<PushBody> parse(String text) {
        try {
            String body = text.strip();
            return body.startsWith("<") ? Optional.of(new PushBody(xml(body))) : json(body);
        } catch (IOException | XMLStreamException e) {
            return Optional.empty();
        }
    }

    private static Optional<PushBody> json(String body) throws IOException {
        JsonNode json = JSON.readTree(body);
        if (json == null || !json.isObject()) {
            return Optional.empty();
        }
        Map<String, String> fields = new HashMap<>();
        json.properties().stream().filter(field -> field.getValue().isValueNode())
                .forEach(field -> fields.put(field.getKey().toLowerCase(Locale.ROOT), field.getValue().asText().strip()));
        return Optional.of(new PushBody(fields));
    }

    private static Map<String, String> xml(String body) throws XMLStreamException {
        Map<String, String> fields = new HashMap<>();
        XMLStreamReader reader = XML.createXMLStreamReader(new StringReader(body));
        StringBuilder text = new StringBuilder();
        int depth = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new XMLStreamException("no document type is expected");
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    text.setLength(0);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    if (depth-- == 2) {
                        fields.put(reader.getLocalName().toLowerCase(Locale.ROOT), text.toString().strip());
                    }
                }
                default -> {
                }
            }
        }
        return fields;
    }

    /** A field that is there and not empty. */
    Optional<String> text(String name) {
        return Optional.ofNullable(fields.get(name.toLowerCase(Locale.ROOT))).filter(value -> !value.isEmpty());
    }

    @Override
    public String toString() {
        return "PushBody[…]";
    }
}
