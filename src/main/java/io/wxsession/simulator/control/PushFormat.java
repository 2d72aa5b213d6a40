package io.wxsession.simulator.control;

import io.vertx.core.json.JsonObject;

/** The format of the pushes to an account. */
enum PushFormat {
    JSON("application/json") {
        @Override
        String write(JsonObject fields, boolean doctype) {
            return fields.encode();
        }
    },
    XML("text/xml") {
        @Override
        String write(JsonObject fields, boolean doctype) {
            StringBuilder xml = new StringBuilder(doctype ? DOCTYPE : "").append("<xml>");
            if (doctype) {
                xml.append("<Outside>&outside;</Outside>");
            }
            fields.forEach(field -> xml.append('<').append(field.getKey()).append('>').append(content(field.getValue()))
                    .append("</").append(field.getKey()).append('>'));
            return xml.append("</xml>").toString();
        }
    };

    /** An attack with an external XML entity; WeChat never sends a DOCTYPE. */
    private static final String DOCTYPE = "<!DOCTYPE xml [<!ENTITY outside SYSTEM \"file:///etc/hostname\">]>";

    private final String contentType;

    PushFormat(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    /** Writes the fields. With {@code doctype}, XML contains an attack with an external entity. */
    abstract String write(JsonObject fields, boolean doctype);

    private static String content(Object value) {
        return value instanceof Number ? value.toString() : "<![CDATA[" + value + "]]>";
    }
}
