/**
 * Encryption, signatures, random text and ids as WeChat makes them. In: keys, names and plain text. Out: encrypted data,
 * signatures, random text and ids. These classes keep no state and use no other package of the simulator.
 */
package io.wxsession.simulator.crypto;
