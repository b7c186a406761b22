// Well-known packages of the NuGet gallery, most used first as far as that is known.

// Written by hand: no npm package carries a ranked list of NuGet.
const names = `
Newtonsoft.Json Microsoft.Extensions.DependencyInjection.Abstractions Microsoft.Extensions.Logging.Abstractions
Microsoft.Extensions.Primitives Microsoft.Extensions.Options Microsoft.Extensions.DependencyInjection
Microsoft.Extensions.Configuration.Abstractions Microsoft.Extensions.Logging Microsoft.Extensions.Configuration
Microsoft.Extensions.FileProviders.Abstractions Microsoft.Extensions.Configuration.Binder Serilog AWSSDK.Core Castle.Core
Microsoft.CSharp System.Text.Json System.Runtime.CompilerServices.Unsafe System.Memory System.Buffers
System.Threading.Tasks.Extensions System.ValueTuple System.Numerics.Vectors System.Text.Encodings.Web
Microsoft.Bcl.AsyncInterfaces System.Diagnostics.DiagnosticSource System.Collections.Immutable
System.Security.Cryptography.ProtectedData System.ComponentModel.Annotations System.IdentityModel.Tokens.Jwt
System.Configuration.ConfigurationManager System.Reflection.Metadata System.Security.Permissions System.Drawing.Common
System.Text.Encoding.CodePages System.IO.Pipelines System.Threading.Channels System.Net.Http System.Data.SqlClient
System.Linq.Async System.Reactive System.CommandLine System.IO.Abstractions System.IO.Packaging System.Management
System.ServiceModel.Http System.ServiceModel.Primitives System.ServiceModel.Duplex System.Linq.Dynamic.Core
System.Security.Cryptography.Xml System.Security.Cryptography.Pkcs System.Security.Principal.Windows
System.Security.AccessControl System.Runtime.Caching System.Formats.Asn1 System.DirectoryServices
System.DirectoryServices.AccountManagement System.DirectoryServices.Protocols System.ServiceProcess.ServiceController
System.Diagnostics.EventLog System.Diagnostics.PerformanceCounter System.CodeDom System.Data.OleDb System.Data.Odbc
System.IO.Ports System.Net.Http.Json System.Net.Http.WinHttpHandler System.Text.RegularExpressions
System.Threading.Tasks.Dataflow System.Threading.AccessControl System.Resources.Extensions System.Runtime.InteropServices
System.Reflection.Emit System.Reflection.TypeExtensions System.Interactive System.Interactive.Async System.Data.SQLite
System.Data.SQLite.Core System.Data.Common System.Net.WebSockets.Client System.Windows.Extensions System.Composition
System.Speech System.Numerics.Tensors System.ClientModel System.Memory.Data System.Management.Automation
Microsoft.Extensions.Caching.Abstractions Microsoft.Extensions.Caching.Memory Microsoft.Extensions.Caching.StackExchangeRedis
Microsoft.Extensions.Caching.SqlServer Microsoft.Extensions.Caching.Hybrid Microsoft.Extensions.Configuration.CommandLine
Microsoft.Extensions.Configuration.EnvironmentVariables Microsoft.Extensions.Configuration.FileExtensions
Microsoft.Extensions.Configuration.Json Microsoft.Extensions.Configuration.UserSecrets Microsoft.Extensions.Configuration.Xml
Microsoft.Extensions.Configuration.Ini Microsoft.Extensions.Configuration.AzureAppConfiguration
Microsoft.Extensions.DependencyModel Microsoft.Extensions.Diagnostics.HealthChecks
Microsoft.Extensions.Diagnostics.HealthChecks.EntityFrameworkCore Microsoft.Extensions.FileProviders.Physical
Microsoft.Extensions.FileProviders.Embedded Microsoft.Extensions.FileSystemGlobbing Microsoft.Extensions.Hosting
Microsoft.Extensions.Hosting.Abstractions Microsoft.Extensions.Hosting.WindowsServices Microsoft.Extensions.Hosting.Systemd
Microsoft.Extensions.Http Microsoft.Extensions.Http.Polly Microsoft.Extensions.Http.Resilience Microsoft.Extensions.Identity.Core
Microsoft.Extensions.Identity.Stores Microsoft.Extensions.Localization Microsoft.Extensions.Localization.Abstractions
Microsoft.Extensions.Logging.Configuration Microsoft.Extensions.Logging.Console Microsoft.Extensions.Logging.Debug
Microsoft.Extensions.Logging.EventLog Microsoft.Extensions.Logging.EventSource Microsoft.Extensions.Logging.ApplicationInsights
Microsoft.Extensions.Logging.AzureAppServices Microsoft.Extensions.ObjectPool
Microsoft.Extensions.Options.ConfigurationExtensions Microsoft.Extensions.Options.DataAnnotations
Microsoft.Extensions.PlatformAbstractions Microsoft.Extensions.Resilience Microsoft.Extensions.ServiceDiscovery
Microsoft.Extensions.TimeProvider.Testing Microsoft.Extensions.WebEncoders Microsoft.Extensions.Azure Microsoft.Extensions.AI
Microsoft.Extensions.AI.Abstractions Microsoft.Extensions.AI.OpenAI Microsoft.Extensions.VectorData.Abstractions
Microsoft.AspNetCore.App Microsoft.AspNetCore.Authentication.JwtBearer Microsoft.AspNetCore.Authentication.OpenIdConnect
Microsoft.AspNetCore.Authentication.Google Microsoft.AspNetCore.Authentication.Facebook
Microsoft.AspNetCore.Authentication.Certificate Microsoft.AspNetCore.Authentication.Negotiate
Microsoft.AspNetCore.Authentication.Cookies Microsoft.AspNetCore.Authorization Microsoft.AspNetCore.Components
Microsoft.AspNetCore.Components.Web Microsoft.AspNetCore.Components.WebAssembly
Microsoft.AspNetCore.Components.WebAssembly.DevServer Microsoft.AspNetCore.Components.WebAssembly.Server
Microsoft.AspNetCore.Components.WebAssembly.Authentication Microsoft.AspNetCore.Components.Authorization
Microsoft.AspNetCore.Components.Forms Microsoft.AspNetCore.Cors Microsoft.AspNetCore.DataProtection
Microsoft.AspNetCore.DataProtection.StackExchangeRedis Microsoft.AspNetCore.Diagnostics.EntityFrameworkCore
Microsoft.AspNetCore.Hosting Microsoft.AspNetCore.Hosting.Abstractions Microsoft.AspNetCore.Http
Microsoft.AspNetCore.Http.Abstractions Microsoft.AspNetCore.Http.Extensions Microsoft.AspNetCore.Http.Features
Microsoft.AspNetCore.Identity Microsoft.AspNetCore.Identity.EntityFrameworkCore Microsoft.AspNetCore.Identity.UI
Microsoft.AspNetCore.JsonPatch Microsoft.AspNetCore.Mvc Microsoft.AspNetCore.Mvc.Core Microsoft.AspNetCore.Mvc.NewtonsoftJson
Microsoft.AspNetCore.Mvc.Razor.RuntimeCompilation Microsoft.AspNetCore.Mvc.Testing Microsoft.AspNetCore.Mvc.Versioning
Microsoft.AspNetCore.Mvc.Versioning.ApiExplorer Microsoft.AspNetCore.OData Microsoft.AspNetCore.OpenApi
Microsoft.AspNetCore.Razor.Language Microsoft.AspNetCore.Server.Kestrel Microsoft.AspNetCore.SignalR
Microsoft.AspNetCore.SignalR.Client Microsoft.AspNetCore.SignalR.Common Microsoft.AspNetCore.SignalR.Protocols.MessagePack
Microsoft.AspNetCore.SignalR.StackExchangeRedis Microsoft.AspNetCore.SpaServices.Extensions Microsoft.AspNetCore.StaticFiles
Microsoft.AspNetCore.TestHost Microsoft.AspNetCore.WebUtilities Microsoft.AspNet.WebApi Microsoft.AspNet.WebApi.Client
Microsoft.AspNet.WebApi.Core Microsoft.AspNet.WebApi.WebHost Microsoft.AspNet.Mvc Microsoft.AspNet.Razor
Microsoft.AspNet.WebPages Microsoft.AspNet.Web.Optimization Microsoft.AspNet.SignalR Microsoft.AspNet.Identity.Core
Microsoft.AspNet.Identity.EntityFramework Microsoft.AspNet.Identity.Owin Microsoft.Owin Microsoft.Owin.Security
Microsoft.Owin.Host.SystemWeb Microsoft.Owin.Security.Cookies Microsoft.Owin.Security.OAuth Microsoft.Owin.Cors Owin
Microsoft.EntityFrameworkCore Microsoft.EntityFrameworkCore.Abstractions Microsoft.EntityFrameworkCore.Analyzers
Microsoft.EntityFrameworkCore.Relational Microsoft.EntityFrameworkCore.SqlServer Microsoft.EntityFrameworkCore.Sqlite
Microsoft.EntityFrameworkCore.Sqlite.Core Microsoft.EntityFrameworkCore.InMemory Microsoft.EntityFrameworkCore.Design
Microsoft.EntityFrameworkCore.Tools Microsoft.EntityFrameworkCore.Proxies Microsoft.EntityFrameworkCore.Cosmos
Npgsql.EntityFrameworkCore.PostgreSQL Pomelo.EntityFrameworkCore.MySql MySql.EntityFrameworkCore
Oracle.EntityFrameworkCore EFCore.BulkExtensions EFCore.NamingConventions EntityFramework EntityFramework6.Npgsql
Z.EntityFramework.Extensions.EFCore Microsoft.Data.SqlClient Microsoft.Data.Sqlite Microsoft.Data.Sqlite.Core
Microsoft.Data.OData Microsoft.OData.Core Microsoft.OData.Edm Microsoft.Spatial SQLitePCLRaw.core
SQLitePCLRaw.bundle_green SQLitePCLRaw.bundle_e_sqlite3 sqlite-net-pcl Npgsql MySql.Data MySqlConnector
Oracle.ManagedDataAccess Oracle.ManagedDataAccess.Core MongoDB.Driver MongoDB.Bson MongoDB.Driver.Core StackExchange.Redis
StackExchange.Redis.Extensions.Core ServiceStack.Redis Dapper Dapper.Contrib Dapper.SqlBuilder Dapper.FluentMap RepoDb linq2db
NHibernate FluentNHibernate LiteDB RavenDB.Client Marten Cassandra CassandraCSharpDriver Neo4j.Driver NEST Elasticsearch.Net
Elastic.Clients.Elasticsearch OpenSearch.Client Lucene.Net InfluxDB.Client ClickHouse.Client Snowflake.Data FirebirdSql.Data.FirebirdClient
FluentMigrator FluentMigrator.Runner DbUp dbup-core dbup-sqlserver Evolve Respawn
Serilog.AspNetCore Serilog.Extensions.Logging Serilog.Extensions.Hosting Serilog.Settings.Configuration
Serilog.Settings.AppSettings Serilog.Sinks.Console Serilog.Sinks.File Serilog.Sinks.RollingFile Serilog.Sinks.Debug
Serilog.Sinks.Seq Serilog.Sinks.Async Serilog.Sinks.MSSqlServer Serilog.Sinks.Elasticsearch Serilog.Sinks.ApplicationInsights
Serilog.Sinks.PeriodicBatching Serilog.Sinks.Http Serilog.Sinks.Grafana.Loki Serilog.Sinks.OpenTelemetry
Serilog.Formatting.Compact Serilog.Enrichers.Environment Serilog.Enrichers.Thread Serilog.Enrichers.Process
Serilog.Exceptions Serilog.Expressions NLog NLog.Config NLog.Schema NLog.Extensions.Logging NLog.Web.AspNetCore log4net
Microsoft.Extensions.Logging.Log4Net.AspNetCore Common.Logging Common.Logging.Core Elmah elmah.corelibrary Sentry
Sentry.AspNetCore Sentry.Extensions.Logging Sentry.Serilog Microsoft.ApplicationInsights
Microsoft.ApplicationInsights.AspNetCore Microsoft.ApplicationInsights.WorkerService
Microsoft.ApplicationInsights.DependencyCollector Microsoft.ApplicationInsights.PerfCounterCollector
Microsoft.ApplicationInsights.Web Microsoft.ApplicationInsights.SnapshotCollector OpenTelemetry OpenTelemetry.Api
OpenTelemetry.Extensions.Hosting OpenTelemetry.Instrumentation.AspNetCore OpenTelemetry.Instrumentation.Http
OpenTelemetry.Instrumentation.Runtime OpenTelemetry.Instrumentation.SqlClient OpenTelemetry.Instrumentation.EntityFrameworkCore
OpenTelemetry.Exporter.Console OpenTelemetry.Exporter.OpenTelemetryProtocol OpenTelemetry.Exporter.Prometheus.AspNetCore
OpenTelemetry.Exporter.Jaeger OpenTelemetry.Exporter.Zipkin Azure.Monitor.OpenTelemetry.AspNetCore prometheus-net
prometheus-net.AspNetCore App.Metrics OpenTracing Datadog.Trace NewRelic.Agent.Api Elastic.Apm Elastic.Apm.NetCoreAll
AutoMapper AutoMapper.Extensions.Microsoft.DependencyInjection Mapster Mapster.DependencyInjection Riok.Mapperly
FluentValidation FluentValidation.AspNetCore FluentValidation.DependencyInjectionExtensions MediatR
MediatR.Extensions.Microsoft.DependencyInjection MediatR.Contracts Mediator.Abstractions Mediator.SourceGenerator Polly Polly.Core
Polly.Extensions Polly.Extensions.Http Polly.Contrib.WaitAndRetry Autofac Autofac.Extensions.DependencyInjection Autofac.WebApi2
Autofac.Mvc5 Unity Unity.Container Unity.Abstractions Ninject SimpleInjector Lamar StructureMap Scrutor Castle.Windsor
Castle.Core.AsyncInterceptor DryIoc.dll Grace Microsoft.Practices.Unity CommonServiceLocator
Swashbuckle.AspNetCore Swashbuckle.AspNetCore.Swagger Swashbuckle.AspNetCore.SwaggerGen Swashbuckle.AspNetCore.SwaggerUI
Swashbuckle.AspNetCore.Annotations Swashbuckle.AspNetCore.Filters Swashbuckle.AspNetCore.Newtonsoft Swashbuckle
Swashbuckle.Core NSwag.AspNetCore NSwag.MSBuild NSwag.ApiDescription.Client NSwag.CodeGeneration.CSharp NSwag.Core NJsonSchema
Microsoft.OpenApi Microsoft.OpenApi.Readers Scalar.AspNetCore Asp.Versioning.Http Asp.Versioning.Mvc
Asp.Versioning.Mvc.ApiExplorer FastEndpoints FastEndpoints.Swagger Carter Ardalis.ApiEndpoints Ardalis.Result
Ardalis.Specification Ardalis.GuardClauses Ardalis.SmartEnum Hellang.Middleware.ProblemDetails
RestSharp Refit Refit.HttpClientFactory Flurl Flurl.Http RestEase EasyHttp Microsoft.Net.Http WebSocketSharp
Grpc.AspNetCore Grpc.AspNetCore.Server Grpc.AspNetCore.Web Grpc.Net.Client Grpc.Net.ClientFactory Grpc.Net.Client.Web
Grpc.Net.Common Grpc.Core Grpc.Core.Api Grpc.Tools Grpc.AspNetCore.Server.Reflection Google.Protobuf protobuf-net protobuf-net.Grpc
protobuf-net.Core MessagePack MessagePack.Annotations MemoryPack MemoryPack.Core Utf8Json Jil ServiceStack.Text ServiceStack
YamlDotNet SharpYaml CsvHelper Tomlyn Tommy Nett Ini-Parser ini-parser-netstandard Newtonsoft.Json.Bson
Newtonsoft.Json.Schema JsonSchema.Net Json.More.Net JsonPath.Net JsonDiffPatch.Net Json.Net
HotChocolate HotChocolate.AspNetCore HotChocolate.Data HotChocolate.Types GraphQL GraphQL.Client
GraphQL.Server.Transports.AspNetCore StrawberryShake
Microsoft.NET.Test.Sdk Microsoft.TestPlatform.TestHost Microsoft.TestPlatform.ObjectModel xunit xunit.core xunit.assert
xunit.abstractions xunit.analyzers xunit.extensibility.core xunit.extensibility.execution xunit.runner.visualstudio
xunit.runner.console xunit.v3 Xunit.SkippableFact Xunit.DependencyInjection NUnit NUnit3TestAdapter NUnit.ConsoleRunner
NUnit.Analyzers MSTest MSTest.TestFramework MSTest.TestAdapter TUnit Moq Moq.AutoMock Moq.EntityFrameworkCore MockQueryable.Moq
NSubstitute NSubstitute.Analyzers.CSharp FakeItEasy RichardSzalay.MockHttp WireMock.Net FluentAssertions AwesomeAssertions
Shouldly AutoFixture AutoFixture.Xunit2 AutoFixture.AutoMoq AutoFixture.AutoNSubstitute Bogus Verify.Xunit Verify.NUnit
Verify Snapshooter.Xunit coverlet.collector coverlet.msbuild coverlet.console ReportGenerator OpenCover BenchmarkDotNet
BenchmarkDotNet.Annotations NBomber Testcontainers Testcontainers.PostgreSql Testcontainers.MsSql Testcontainers.Redis
Testcontainers.RabbitMq Testcontainers.Kafka Testcontainers.MongoDb NetArchTest.Rules TngTech.ArchUnitNET SpecFlow
SpecFlow.xUnit SpecFlow.NUnit Reqnroll LightBDD Selenium.WebDriver Selenium.Support Selenium.WebDriver.ChromeDriver
DotNetSeleniumExtras.WaitHelpers WebDriverManager Microsoft.Playwright Microsoft.Playwright.NUnit PuppeteerSharp Appium.WebDriver
bunit FsCheck FsCheck.Xunit Expecto Unquote ApprovalTests GitHubActionsTestLogger JunitXml.TestLogger
StyleCop.Analyzers SonarAnalyzer.CSharp Roslynator.Analyzers Microsoft.CodeAnalysis Microsoft.CodeAnalysis.CSharp
Microsoft.CodeAnalysis.Common Microsoft.CodeAnalysis.CSharp.Workspaces Microsoft.CodeAnalysis.Workspaces.MSBuild
Microsoft.CodeAnalysis.Analyzers Microsoft.CodeAnalysis.NetAnalyzers Microsoft.CodeAnalysis.FxCopAnalyzers
Microsoft.CodeAnalysis.PublicApiAnalyzers Microsoft.CodeAnalysis.CSharp.Scripting Meziantou.Analyzer
Microsoft.VisualStudio.Threading Microsoft.VisualStudio.Threading.Analyzers SecurityCodeScan.VS2019 AsyncFixer
ErrorProne.NET.CoreAnalyzers Microsoft.SourceLink.GitHub Microsoft.SourceLink.Common Microsoft.SourceLink.GitLab
Microsoft.SourceLink.AzureRepos.Git Microsoft.Build Microsoft.Build.Framework Microsoft.Build.Utilities.Core
Microsoft.Build.Tasks.Core Microsoft.Build.Locator Microsoft.NETFramework.ReferenceAssemblies Microsoft.NETCore.Platforms
Microsoft.NETCore.Targets Microsoft.NETCore.App NETStandard.Library Microsoft.Win32.Registry Microsoft.Win32.SystemEvents
Microsoft.Win32.Primitives MinVer GitVersion.MsBuild Nerdbank.GitVersioning Cake.Core Cake.Common Nuke.Common Fody
PropertyChanged.Fody Costura.Fody ConfigureAwait.Fody ILMerge ILRepack NuGet.Versioning NuGet.Protocol NuGet.Packaging
NuGet.Common NuGet.CommandLine Mono.Cecil dnlib Nito.AsyncEx Nito.AsyncEx.Coordination Microsoft.IO.RecyclableMemoryStream
Microsoft.VisualStudio.Azure.Containers.Tools.Targets Microsoft.VisualStudio.Web.CodeGeneration.Design
Microsoft.Web.LibraryManager.Build Microsoft.TypeScript.MSBuild BuildBundlerMinifier JavaScriptEngineSwitcher.Core LigerShark.WebOptimizer.Core
Microsoft.IdentityModel.Tokens Microsoft.IdentityModel.Logging Microsoft.IdentityModel.JsonWebTokens
Microsoft.IdentityModel.Protocols Microsoft.IdentityModel.Protocols.OpenIdConnect Microsoft.IdentityModel.Abstractions
Microsoft.IdentityModel.Clients.ActiveDirectory Microsoft.Identity.Client Microsoft.Identity.Client.Extensions.Msal
Microsoft.Identity.Web Microsoft.Identity.Web.UI Microsoft.Identity.Web.MicrosoftGraph Microsoft.Graph Microsoft.Graph.Core
Microsoft.Kiota.Abstractions Microsoft.PowerBI.Api Microsoft.SharePointOnline.CSOM IdentityServer4 IdentityServer4.AspNetIdentity
IdentityServer4.AccessTokenValidation Duende.IdentityServer IdentityModel IdentityModel.OidcClient OpenIddict
OpenIddict.AspNetCore OpenIddict.EntityFrameworkCore Okta.AspNetCore Auth0.AspNetCore.Authentication Auth0.ManagementApi
BouncyCastle BouncyCastle.Cryptography Portable.BouncyCastle BCrypt.Net-Next BCrypt.Net Konscious.Security.Cryptography.Argon2
Isopoh.Cryptography.Argon2 NSec.Cryptography Sodium.Core libsodium Otp.NET GoogleAuthenticator Fido2 Sustainsys.Saml2.AspNetCore2
ITfoxtec.Identity.Saml2 jose-jwt JWT Jwt.Net HtmlSanitizer AntiXSS NWebsec.AspNetCore.Middleware AspNetCoreRateLimit
Azure.Core Azure.Identity Azure.Storage.Blobs Azure.Storage.Common Azure.Storage.Queues Azure.Storage.Files.Shares
Azure.Storage.Files.DataLake Azure.Security.KeyVault.Secrets Azure.Security.KeyVault.Keys Azure.Security.KeyVault.Certificates
Azure.Extensions.AspNetCore.Configuration.Secrets Azure.Extensions.AspNetCore.DataProtection.Blobs
Azure.Messaging.ServiceBus Azure.Messaging.EventHubs Azure.Messaging.EventHubs.Processor Azure.Messaging.EventGrid
Azure.Data.Tables Azure.Data.AppConfiguration Azure.Search.Documents Azure.AI.OpenAI Azure.AI.FormRecognizer
Azure.AI.TextAnalytics Azure.AI.Inference Azure.ResourceManager Azure.Monitor.Query Azure.Communication.Email
Microsoft.Azure.Cosmos Microsoft.Azure.ServiceBus Microsoft.Azure.EventHubs Microsoft.Azure.KeyVault
Microsoft.Azure.KeyVault.Core Microsoft.Azure.Services.AppAuthentication Microsoft.Azure.Storage.Blob
Microsoft.Azure.Storage.Common Microsoft.Azure.WebJobs Microsoft.Azure.WebJobs.Extensions
Microsoft.Azure.WebJobs.Extensions.Storage Microsoft.Azure.Functions.Extensions Microsoft.Azure.Functions.Worker
Microsoft.Azure.Functions.Worker.Sdk Microsoft.Azure.Functions.Worker.Extensions.Http
Microsoft.Azure.Functions.Worker.Extensions.Timer Microsoft.Azure.Functions.Worker.Extensions.ServiceBus
Microsoft.Azure.Functions.Worker.ApplicationInsights Microsoft.Azure.Devices.Client Microsoft.Azure.SignalR
Microsoft.Azure.DocumentDB.Core Microsoft.Azure.Amqp Microsoft.NET.Sdk.Functions Microsoft.Rest.ClientRuntime
Microsoft.Rest.ClientRuntime.Azure Microsoft.FeatureManagement Microsoft.FeatureManagement.AspNetCore WindowsAzure.Storage
WindowsAzure.ServiceBus Microsoft.CognitiveServices.Speech Microsoft.Bot.Builder
AWSSDK.S3 AWSSDK.SQS AWSSDK.SimpleNotificationService AWSSDK.DynamoDBv2 AWSSDK.SecretsManager AWSSDK.SecurityToken
AWSSDK.Lambda AWSSDK.CloudWatchLogs AWSSDK.CloudWatch AWSSDK.SimpleSystemsManagement AWSSDK.KeyManagementService
AWSSDK.SimpleEmail AWSSDK.SimpleEmailV2 AWSSDK.CognitoIdentityProvider AWSSDK.EC2 AWSSDK.ECS AWSSDK.RDS AWSSDK.Kinesis
AWSSDK.Extensions.NETCore.Setup AWSSDK.BedrockRuntime AWSSDK.SSO AWSSDK.SSOOIDC AWSSDK.EventBridge AWSSDK.StepFunctions
Amazon.Lambda.Core Amazon.Lambda.AspNetCoreServer Amazon.Lambda.AspNetCoreServer.Hosting Amazon.Lambda.APIGatewayEvents
Amazon.Lambda.SQSEvents Amazon.Lambda.Serialization.SystemTextJson Amazon.Lambda.Serialization.Json Amazon.Lambda.Annotations
Amazon.CDK.Lib Constructs AWS.Logger.AspNetCore Pulumi Pulumi.Azure Pulumi.Aws
Google.Apis Google.Apis.Core Google.Apis.Auth Google.Apis.Drive.v3 Google.Apis.Sheets.v4 Google.Apis.Gmail.v1
Google.Apis.Calendar.v3 Google.Api.Gax Google.Api.Gax.Grpc Google.Api.CommonProtos Google.Cloud.Storage.V1
Google.Cloud.PubSub.V1 Google.Cloud.Firestore Google.Cloud.BigQuery.V2 Google.Cloud.Logging.V2 Google.Cloud.SecretManager.V1
Google.Cloud.Diagnostics.AspNetCore FirebaseAdmin Google.OrTools Google.Apis.YouTube.v3
MassTransit MassTransit.RabbitMQ MassTransit.AspNetCore MassTransit.Abstractions MassTransit.EntityFrameworkCore
MassTransit.Azure.ServiceBus.Core MassTransit.Kafka NServiceBus NServiceBus.RabbitMQ Rebus Rebus.RabbitMq EasyNetQ RabbitMQ.Client
Confluent.Kafka Confluent.SchemaRegistry Confluent.SchemaRegistry.Serdes.Avro Apache.Avro Apache.NMS Apache.NMS.ActiveMQ NATS.Client NATS.Net
MQTTnet MQTTnet.Extensions.ManagedClient WolverineFx DotNetCore.CAP DotNetCore.CAP.RabbitMQ Dapr.Client Dapr.AspNetCore
Microsoft.Orleans.Server Microsoft.Orleans.Client Microsoft.Orleans.Sdk Akka Akka.Hosting Akka.Cluster Proto.Actor EventStore.Client.Grpc.Streams
Hangfire Hangfire.Core Hangfire.AspNetCore Hangfire.SqlServer Hangfire.MemoryStorage Hangfire.PostgreSql Quartz
Quartz.Extensions.Hosting Quartz.Extensions.DependencyInjection Quartz.Serialization.Json Coravel NCrontab Cronos Topshelf
FluentScheduler Stateless Elsa WorkflowCore Workflow.Core LanguageExt.Core OneOf ErrorOr FluentResults CSharpFunctionalExtensions
Optional  morelinq Humanizer Humanizer.Core NodaTime NodaTime.Serialization.JsonNet NodaTime.Serialization.SystemTextJson
TimeZoneConverter Nager.Date CronExpressionDescriptor Ulid NewId IdGen HashidsNet Hashids.net Sqids UUIDNext SmartFormat.NET Scriban
Handlebars.Net RazorEngine RazorLight RazorEngine.NetCore DotLiquid Fluid.Core Stubble.Core Markdig HtmlAgilityPack AngleSharp
AngleSharp.Css CsQuery Fizzler Fizzler.Systems.HtmlAgilityPack ReverseMarkdown PreMailer.Net Ganss.Xss
MailKit MimeKit SendGrid FluentEmail.Core FluentEmail.Smtp FluentEmail.Razor Twilio Stripe.net PayPal Braintree Slack.Webhooks
SlackNet Telegram.Bot Discord.Net Discord.Net.WebSocket DSharpPlus Octokit LibGit2Sharp NGitLab SSH.NET FluentFTP WinSCP
Renci.SshNet.Async DnsClient SharpSnmpLib PacketDotNet SharpPcap MaxMind.GeoIP2 MaxMind.Db libphonenumber-csharp UAParser
EPPlus ClosedXML NPOI DocumentFormat.OpenXml ExcelDataReader ExcelDataReader.DataSet ExcelNumberFormat MiniExcel
FreeSpire.XLS Aspose.Cells Spire.XLS itext itext7 iTextSharp iTextSharp.LGPLv2.Core PDFsharp PdfSharpCore
PDFsharp-MigraDoc QuestPDF DinkToPdf Haukcode.WkHtmlToPdfDotNet Wkhtmltopdf.NetCore IronPdf PdfPig Syncfusion.Licensing
SixLabors.ImageSharp SixLabors.ImageSharp.Drawing SixLabors.Fonts SkiaSharp SkiaSharp.NativeAssets.Linux HarfBuzzSharp
Magick.NET-Q8-AnyCPU Magick.NET.Core QRCoder ZXing.Net BarcodeLib OpenCvSharp4 OpenCvSharp4.runtime.win Emgu.CV Tesseract
NAudio NAudio.Core FFMpegCore Xabe.FFmpeg TagLibSharp MetadataExtractor SharpZipLib SharpCompress DotNetZip K4os.Compression.LZ4
ZstdSharp.Port ZstdNet Snappier lz4net SevenZipSharp DotNetZip.Semverd Ionic.Zip
CommandLineParser McMaster.Extensions.CommandLineUtils Spectre.Console Spectre.Console.Cli Cocona ConsoleTables ShellProgressBar
CliWrap CliFx Mono.Options NDesk.Options Terminal.Gui Colorful.Console DotNetEnv dotenv.net System.IO.Abstractions.TestingHelpers
Microsoft.Maui.Controls CommunityToolkit.Mvvm CommunityToolkit.Maui CommunityToolkit.Diagnostics CommunityToolkit.HighPerformance
Microsoft.Toolkit.HighPerformance Xamarin.Forms Xamarin.Essentials Xamarin.AndroidX.AppCompat Prism.Core Prism.Wpf Prism.Unity
Prism.DryIoc MvvmLight MvvmLightLibs Caliburn.Micro ReactiveUI ReactiveUI.Fody DynamicData Splat Avalonia Avalonia.Desktop
Avalonia.ReactiveUI MahApps.Metro MaterialDesignThemes MaterialDesignColors HandyControl Extended.Wpf.Toolkit ModernWpfUI
OxyPlot.Core OxyPlot.Wpf LiveCharts LiveChartsCore.SkiaSharpView ScottPlot Microsoft.Xaml.Behaviors.Wpf Microsoft.WindowsAppSDK
Microsoft.Windows.CsWin32 Microsoft.Windows.SDK.BuildTools Microsoft.Web.WebView2 CefSharp.Common CefSharp.Wpf CefSharp.WinForms
MudBlazor Radzen.Blazor Blazored.LocalStorage Blazored.Toast Blazored.Modal Blazorise AntDesign Telerik.UI.for.Blazor
Syncfusion.Blazor DevExpress.Blazor Microsoft.FluentUI.AspNetCore.Components Microsoft.JSInterop
Microsoft.ML Microsoft.ML.OnnxRuntime Microsoft.ML.OnnxRuntime.Gpu Microsoft.ML.FastTree Microsoft.ML.Tokenizers
Microsoft.ML.AutoML Microsoft.SemanticKernel Microsoft.SemanticKernel.Core Microsoft.SemanticKernel.Abstractions
Microsoft.SemanticKernel.Connectors.OpenAI Microsoft.KernelMemory.Core Microsoft.DeepDev.TokenizerLib OpenAI Betalgo.OpenAI
Anthropic.SDK OllamaSharp LLamaSharp TiktokenSharp SharpToken ModelContextProtocol ModelContextProtocol.AspNetCore
TorchSharp TensorFlow.NET NumSharp Accord Accord.Math MathNet.Numerics MathNet.Filtering Deedle Plotly.NET FSharp.Core
FSharp.Data FSharp.Control.AsyncSeq FsToolkit.ErrorHandling Giraffe Saturn Suave Fable.Core Thoth.Json.Net Argu
Ocelot Yarp.ReverseProxy Consul Steeltoe.Discovery.ClientCore Steeltoe.Extensions.Configuration.ConfigServerCore
KubernetesClient Docker.DotNet Aspire.Hosting Aspire.Hosting.AppHost Aspire.Hosting.Redis Aspire.Hosting.PostgreSQL
Aspire.Npgsql.EntityFrameworkCore.PostgreSQL Aspire.StackExchange.Redis LaunchDarkly.ServerSdk Unleash.Client OpenFeature
AspNetCore.HealthChecks.UI AspNetCore.HealthChecks.UI.Client AspNetCore.HealthChecks.SqlServer AspNetCore.HealthChecks.NpgSql
AspNetCore.HealthChecks.Redis AspNetCore.HealthChecks.Rabbitmq AspNetCore.HealthChecks.Uris Microsoft.FASTER.Core
EasyCaching.Core EasyCaching.Redis ZiggyCreatures.FusionCache CacheManager.Core LazyCache Foundatio RedLock.net
DistributedLock Volo.Abp.Core Volo.Abp.AspNetCore.Mvc Volo.Abp.EntityFrameworkCore Abp Abp.AspNetCore Orchard.Core
OrchardCore.Application.Cms.Targets Umbraco.Cms Umbraco.Cms.Core EPiServer.CMS Piranha nopCommerce jQuery bootstrap
Modernizr jQuery.Validation Microsoft.jQuery.Unobtrusive.Validation Microsoft.jQuery.Unobtrusive.Ajax WebGrease Antlr Antlr3.Runtime
Antlr4.Runtime.Standard Antlr4 Sprache Pidgin Superpower Irony NCalc NCalcSync DynamicExpresso.Core Jint ClearScript
Microsoft.ClearScript NLua MoonSharp IronPython pythonnet Esprima CSScriptLib Roslyn.Services Rx-Main Rx-Core Rx-Linq
ServiceStack.Client ServiceStack.Interfaces ServiceStack.OrmLite ServiceStack.Common Nancy Nancy.Hosting.Self EmbedIO WatsonWebserver
SuperSocket DotNetty.Common DotNetty.Transport Fleck Websocket.Client SocketIOClient Thrift ApacheThrift NetMQ ZeroMQ
NetTopologySuite NetTopologySuite.IO.GeoJSON GeoJSON.Net ProjNet GMap.NET.Core Mapsui BruTile MonoGame.Framework.DesktopGL
OpenTK Silk.NET Veldrid Raylib-cs ImGui.NET SharpDX Box2D.NetStandard Stride.Core Vortice.Direct3D11
`;

/** A seed of well-known packages, not a ranking by measurement. */
export const popular = {
  names: [...new Set(names.trim().split(/\s+/))] as readonly string[],
  asOf: '2026-11-21',
  source: "LangGuard's own seed of the NuGet gallery",
};
