// Look-alike names by which the check is measured: those of public reports and of the kinds that they describe.

// Collected from memory of public incident reports, 2017 to 2026, and filled up with slips of the kinds that the same
// campaigns used; a name here was not necessarily published, and some have been taken over by honest owners since.
const pypi = `
acqusition apidev-coop bzip django-server setup-tools telnet urlib3 urllib diango djago dajngo djanga djanggo
djangoo djnago dajngoo easyinstall colourama python3-dateutil jeilyfish pyscrapy openvc mateplotlib mplatlib
maratlib matplatlib-plus numipy mumpy virtualnv python-ftp python-mongo python-mysql python-mysqldb python-openssl
python-sqlite pythonkafka pymongodb reqeusts requets requestss request reqests rquests requesta requestes requesrts
requeests reequests requuests requestts requiests requezts reqiests requwsts requesys requesst rewuests rrequests
reauests rwquests erquests requeste requsts request-plus requestspro ultrarequests pyquest requests-httpx pyrequests
requests-darwin-lite requests3 python-requests requesting python3-requests colorsama colorwin colorma coloramma
coloarama coloraama coloramaa colarama colorrama colroama coloroma colorampa coloramapkgs readmecolorama colorizr
colorinal termncolor typesutil typestring pystyte pyslyte pyurllib urllib7 urllib12 uurllib3 urlllib3 urllib33
tensorfllow tensorfolw tensorfow tenserflow tensoflow tensrflow tensorlow tensoorflow tensoflom tensorflw
tensourflow tensoreflow tesorflow tnsorflow ensorflow tensorflwo tensorboad selenim seleniumm selenum seleinum
seleniun selunium seleniium sellenium selenuim slenium beautifulsup4 beautifulsoup beautfulsoup beautifulsoop
beautifulsop4 beutifulsoup4 beautifullsoup4 beautifulsoupp4 beautifulsoup-4 beaotifulsoup bautifulsoup
bbeautifulsoup beautifulsoupe beautifulsuop bitcoinlibb bitcionlib bitcoinlibdbfix bitcoinlib-dev ccxct ccxtt ccct
vyperr vper vyyper yfinace yfinnance yfiance scikit-leran scikitlearn skitlearn scikt-learn sickit-learn matplotltib
matplotlyib matplotvib matploltib matpltlib matlotlib matplolib matplotib matplotlb matplotlibb matplotlip
mattplotlib matlpotlib matplottlib pilloow pillw pyllow piillow pilllow plilow pilow pillows pygamme pygme pyagme
pygaem pygam pyame pygamee customtkinnter customtkiner custumtkinter cutomtkinter customtkiinter simplejsonn
simpljson siimplejson simplesjon playwrigth plawright playwrihgt playwrightt asyincio asyncioo asycio aynscio
cryptographyy cyptography cryptograpy crypthography crytography cryptograhpy pythorch pytoroch pytorchh pytoch
pytirch torchtriton tkinter tinkter flaskk falsk flsk flak flaask fask flassk flask-requests-complex pandass padas
pandsa panads pnadas panddas paandas pands panda nunpy nmpy numppy numpyy nuumpy unmpy npmpy discordpydebug
discordpy discrod-py dicord-py discord-pyy disocrd-py dicsord discordd discord-dev pyobfuscate fabrice frabic
crytic-compilers psslib deepseeek deepseekai solana-py solanapy pysolana aiocp aiohtpp aiohtttp aiohtp aiohttpp
aihttp aiottp aiohttps scarpy srcapy scrappy scrpy scrapyy pyinstaler pyinstallr pyinstaaller pyintsaller
pyinstallerr websokets webockets websocketss websoket websockeets cryptofedd cryptofed crytofeed cryptocomparre
cryptocompar freqtarde freqtradee fretrade pipenv3 piip pi ppip pyp distlb setuptool setuptols setuptoolss
sertuptools botoo3 boto33 bto3 boto4 bot3 botocor boto-core botcore awscl aws-cli pyyml pyaml pyymal pyyamml pyyalm
py-yaml idnaa ida idan certify certifii certif cetifi jinja jnja2 jinjia2 jina2 markupsaf marksafe pysocks5
pythondateutil dateutil dateutils python-dateuti python-dateutils pytho-dateutil sqlachemy sqlalchmey sqlalcemy
sqlalchemyy sqlalchamy psycopg psycog2 pyscopg2 psycopg22 pycopg2 pycrpto pycryptdome pycryptodme pycripto
pycriptodome pycyrptodome pycryptodom cryptodome cryptoo crypt typing-extenstions typing-extension typingextensions
types-extensions typing-unions importlib-metadate web3-essential web33 wbe3 web3py eth-acount pandsas opencv
opencv-pyhton opencvpython python-opencv opencv-pythn opncv-python opencv-pyton pyautgui pyautoguii pyautogiu
pynputt pynut openaii opeanai openia opena oepnai open-ai gpt-requests chatgpt-api claudeai-eng anthropicc gptplus
langchian langchan langcahin transfomers trasformers tranformers transformes huggingface hugging-face-hub
huggingfacehub ultralyctis ultralitics fastap fatapi fastapii fast-api uvcorn uvicornn pydantc pydanctic pydantics
paramiko2 parmiko paramikoo pramiko paramkio telethon2 telethn telethons pyrogam pyrograms psuti psutils psutill
psutl gevnt gevvent tqmd tdqm tqdmm ptyhon-dotenv python-dotnev python-dotenvv dotenv-python pyton-dotenv scipi scpy
sicpy scippy loguur logurru urllitelib urlsplitter set-utils secmeasure
`;
const npm = `
babelcli crossenv cross-env.js d3.js fabric-js ffmepg gruntcli http-proxy.js jquery.js mongose mssql.js mssql-node
mysqljs node-fabric node-opencv node-opensl node-openssl noderequest nodesass nodesqlite node-sqlite node-tkinter
opencv.js openssl.js proxy.js shadowsock sqlite.js sqliter sqlserver nodecaffe nodeffmpeg nodefabric nodemailer-js
nodemailer.js nodemssql electorn lodashs loadyaml loadyml twilio-npm noblox.js-proxied noblox.js-rpc noblox.js-async
noblox.js-api noblox-ts ionicio icon-package ajax-libs footericon umbrellaks ajax-library pack-icons swiper-bundie
colors-2.0 colors-2.2.0 colors-update colors-help colors-3.0 colors-version color-self colorss colors-beta vera.js
typescriptjs @typescript_eslinter/eslint types-node deezcord.js dezcord.js dezcordjs dizcordjs etherdjs ethesjs
ethetsjs etherjs nodemonjs react-router-dom.js zustand.js node-hide-console-windows hardhat-gas-report
nomicsfoundations @nomisfoundation/hardhat-configure @nomicsfoundation/sdk-test @monicfoundation/hardhat-config
hardhat-gas-optimizer ethers-provider2 ethers-providerz pupeter pupetier puppetteer pupeteer puppeter pupputeer
puppeteer2 puppeeter puppetteeer pupptear puppteer puppater puppettier chokidarr chokidra chokdiar
execution-time-async jquerry jquey jquerys jqeury jqery jqurey axois axioss axio axos axious axios-http axiso axiis
aixos axxios axlos loadash lodahs lodaash lodash.js loadsh lodas lodsh lowdash ladash 1odash lodashh lodach lodesh
momnet momet moement mooment moemnt momentjs raect reactt reacct recat rract reeact reatc expres expresss exprss
exress epxress exprees exspress express-js expressjs mongoos mongooose mongoosse mogoose monogoose mongoosejs
mongo-ose discrod.js discord.js-14 discordjs discord-js dicord.js discordi.js discord.jss discord.js-v14 disord.js
discord.j discord.app discrd.js discord-selfbot-v14 discord-selfbot-v13 discord.js-selfbot
discord.js-selfbot-aployed discord.js-selfbot-v11 chalk-next chalkk chlak chak cahlk chalks http-fetch-cookies
express-cookies browserift browserfy browsrify web-browserify crytpo-js crypto-jss cryptojs crypt-js cypto-js
crypyo-js uglyfi-js uglifyjs uglify.js ugilfy-js ugify-js react-dom-16 reactdom react-dmo recat-dom raect-dom
event-streem eventstream even-stream ua-parser ua-parserjs ua-parser-jss uaparser-js commanderr comander commader
commnader commander-js commanderjs comandder dotnev dotenvv dot-env dotenv.js dotevn dotnv doten dontenv body-parse
bodyparser body-paser boby-parser bodyparse body-parsr body-parserr socketio socket-io soket.io sockt.io
socket.io.js scoket.io websoket web-socket webscoket wss bcryptjs-node bcrypjs bcrpytjs bcrypt-js bcryptt bycrypt
brcypt bcript jsonwebtokens json-web-token jsonwebtken jsonwebtokn jsonwebtokenn jsonwebtoekn jsonweb-token
jsnwebtoken nodmailer nodemaler nodemialer nodemaileer node-mailer nodemailler nodemailers nodmon nodemn nodemoon
noedmon node-mon eslit esling eslnt eslintt elsint esllint es-lint webpak wepback webpackk webapck weback wbepack
webpacck web-pack typscript typescrip typescritp tyepscript typescrpt typescipt type-script typescripts tyscript
pretier pretter prettierr prettire preettier bable-core babel-coer babelcore babel-corre bablel-core underscor
underscroe undescore underscorejs underscore.js undersocre under-score asynch asnyc aysnc asyncc asyn bluebirds
blubird bluebrid bluebirdjs reqest requets requst reqeust requestt request-promises requestpromise request-promis
requset yargss yrags yarg yargsjs uuidv uudi uuuid uiud uuid-js uuidjs redux-thnk reduxthunk reduxx readux
react-redx react-reduxx reactredux react-rotuer reactrouter react-roter vuejs vue-js vue.js vuee vue-rotuer
vuerouter vue-roter angularjs anguler angualr jetst jset jestt mocah moccha mochaa moca chaii winstom winstonn
wintson winsotn winstonjs morganjs morgann passportt pasport passprot passport-js passportjs ethres ehters ethers-js
ethersjs eth-ers web3js web3-js web3.js weeb3 wbe3 solana-web3.js solana-web3 @solona/web3.js bs58js base58-js
bigint-buffer-js bignum.js bignumbers.js bignumberjs bignumber-js bn-js bnjs rimraff rimarf rimrf mkdirpp mkdrip
mkdirpjs glbo fs-extr fsextra fs-exta fs-extraa mimimatch minimach minmatch minimst minimis minimsit semvar semverr
smever debgu debugg debg dbeug inquierer inquire inquirerr inqiurer inquier clasnames class-names classname
classnamess prop-type proptypes prop-typs styled-component styledcomponents style-components styled-compnents nextjs
next.js next-js nuxtjs nuxt.js tailwind tailwind-css tailwindcs tailwincss autoprefixr autopefixer postcs post-css
posttcss rx-js rxj rxjss zonejs zone-js corejs core-jss core.js @babel-core/core @bable/core @babell/core @type/node
@typs/node @types-node/node @angular-core/core @anguler/core @aws-skd/client-s3 core-tracing core-auth core-http
storage-blob keyvault-secrets arm-compute
`;

/** Names that imitate well-known packages, by ecosystem. */
export const knownLookalikes: Readonly<Record<'npm' | 'pypi', readonly string[]>> = {
  npm: npm.trim().split(/\s+/),
  pypi: pypi.trim().split(/\s+/),
};
