// What somebody meant who wrote a name that the npm registry does not have: a module of Node itself, or a package by another name.
import type { Meant } from '../../ecosystem.ts';

/** builtinModules of Node 24, without private ones. */
export const builtins: ReadonlySet<string> = new Set(
  `assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events fs
  http http2 https inspector module net os path perf_hooks process punycode querystring readline repl sea sqlite stream
  string_decoder sys test timers tls trace_events tty url util v8 vm wasi worker_threads zlib`.split(/\s+/),
);

// Names by which assistants and people call packages that are published under another. Written by hand, 2026-11-21.
const names = new Map([
  ['@openai/openai', 'openai'],
  ['openai-api-client', 'openai'],
  ['@openai/api', 'openai'],
  ['@anthropic/sdk', '@anthropic-ai/sdk'],
  ['anthropic-sdk', '@anthropic-ai/sdk'],
  ['@google/gemini', '@google/genai'],
  ['google-gemini', '@google/genai'],
  ['@langchain/langchain', 'langchain'],
  ['@huggingface/transformers-js', '@huggingface/transformers'],
  ['@mistral/client', '@mistralai/mistralai'],
  ['@model-context-protocol/sdk', '@modelcontextprotocol/sdk'],
  ['modelcontextprotocol', '@modelcontextprotocol/sdk'],
  ['@aws-sdk/s3', '@aws-sdk/client-s3'],
  ['@aws-sdk/dynamodb', '@aws-sdk/client-dynamodb'],
  ['@aws-sdk/lambda', '@aws-sdk/client-lambda'],
  ['@aws-sdk/sqs', '@aws-sdk/client-sqs'],
  ['@aws-sdk/ses', '@aws-sdk/client-ses'],
  ['@google-cloud/gcs', '@google-cloud/storage'],
  ['@azure/blob-storage', '@azure/storage-blob'],
  ['@stripe/stripe-node', 'stripe'],
  ['@sendgrid/sendgrid', '@sendgrid/mail'],
  ['@shopify/api', '@shopify/shopify-api'],
  ['@prisma/prisma', 'prisma'],
  ['@redis/redis', 'redis'],
  ['@mongodb/mongodb', 'mongodb'],
  ['@postgres/pg', 'pg'],
  ['@express/express', 'express'],
  ['@fastify/fastify', 'fastify'],
  ['@jest/jest', 'jest'],
  ['@mui/icons', '@mui/icons-material'],
  ['@material-ui/material', '@mui/material'],
  ['@tailwindcss/tailwindcss', 'tailwindcss'],
  ['@vue/vue', 'vue'],
  ['@sveltejs/svelte', 'svelte'],
  ['@reactjs/react', 'react'],
  ['@types/typescript', 'typescript'],
  ['react-native-google-maps', 'react-native-maps'],
  ['web3-js', 'web3'],
]);

/** What a name that does not exist stands for, if it is known. */
export function meant(name: string): Meant | undefined {
  const module = name.replace(/^node[:-]/, '').replace(/-/g, '_');
  if (builtins.has(module)) return { kind: 'standard-library', of: 'Node' };
  const meantName = names.get(name);
  return meantName === undefined ? undefined : { kind: 'package', name: meantName };
}
