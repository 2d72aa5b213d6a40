/**
 * Encryption at rest. In: the configured key ring and small secrets. Out: sealed values that open only for their owner,
 * fingerprints to compare secrets, and sub-keys for other purposes.
 */
package io.wxsession.sealing;
