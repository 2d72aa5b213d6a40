package io.wxsession.push;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkus.runtime.annotations.RegisterResourceBundle;

/**
 * The top-level fields of a push. The first character tells JSON from XML, because WeChat's Content-Type does not. Not a
 * record, because a record would print the openid in it.
 */
@RegisterResourceBundle(bundleName = "com.sun.org.apache.xerces.internal.impl.msg.XMLMessages", moduleName = "java.xml")
final class PushBody {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** The root element comes first, after a declaration at most: the parser is to see no DOCTYPE. */
    private static final Pattern XML_START = Pattern.compile("(<\\?xml [^<>]*\\?>\\s*)?<\\w");
    private static final XMLInputFactory XML = XMLInputFactory.newDefaultFactory();

    static {
        XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XML.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    }

    /** The fields by name in lower case, because WeChat spells some names in two ways. */
    private final Map<String, String> fields;

    private PushBody(Map<String, String> fields) {
        this.fields = fields;
    }

    /** Parses a push; empty if it is neither JSON nor XML, or if it has a DOCTYPE. */
    static Optional<PushBody> parse(String text) {
        try {
            String body = text.strip();
            if (!body.startsWith("<")) {
                return json(body);
            }
            return XML_START.matcher(body).lookingAt() ? Optional.of(new PushBody(xml(body))) : Optional.empty();
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
                    throw new XMLStreamException("a DOCTYPE or entity is not allowed");
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

    /** A field, if present and not empty. */
    Optional<String> text(String name) {
        return Optional.ofNullable(fields.get(name.toLowerCase(Locale.ROOT))).filter(value -> !value.isEmpty());
    }
}
