// The most used npm packages, and those that past campaigns imitated although fewer people use them.
import { npmHighImpact } from 'npm-high-impact';

// Bots, wallets, chains and browsers draw attackers more than their downloads say. From public reports, 2017 to 2026.
const coveted = `
discord.js discord.js-selfbot-v13 noblox.js ethers web3 @solana/web3.js @solana/spl-token hardhat hardhat-gas-reporter
@nomicfoundation/hardhat-toolbox @nomicfoundation/hardhat-ethers @nomicfoundation/hardhat-config
@openzeppelin/contracts bitcoinjs-lib bs58 bip39 bip32 tronweb wagmi viem @walletconnect/client @metamask/sdk ccxt
node-binance-api binance telegraf node-telegram-bot-api grammy whatsapp-web.js @whiskeysockets/baileys puppeteer
playwright selenium-webdriver mongoose mongodb mysql mysql2 mssql sqlite sqlite3 pg redis ioredis sequelize knex
nodemailer twilio openssl ffmpeg fluent-ffmpeg opencv passport angular ionicons electron nw node-sass shadowsocks
jsonwebtoken bcrypt bcryptjs crypto-js node-forge react-native expo vite vue nuxt next typescript @types/node
`
  .trim()
  .split(/\s+/);
const first = npmHighImpact.slice(0, 500);

/** The list of the package npm-high-impact, most used first, with the coveted names among the foremost. */
export const popular = {
  names: [...new Set([...first, ...coveted, ...npmHighImpact])] as readonly string[],
  asOf: '2026-09-23',
  source: 'npm-high-impact 1.13.0',
};
