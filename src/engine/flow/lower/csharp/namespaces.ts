// The namespaces of .NET before which a type may be written out in full.
const namespaces: ReadonlySet<string> = new Set(
  [
    'System System.Collections.Generic System.ComponentModel System.Configuration System.Diagnostics',
    'System.Data System.Data.Common System.Data.Odbc System.Data.OleDb System.Data.SqlClient System.Data.SQLite',
    'System.DirectoryServices System.DirectoryServices.AccountManagement System.DirectoryServices.Protocols',
    'System.Drawing System.Dynamic System.Formats.Asn1 System.IO System.IO.Compression System.IO.Pipes',
    'System.Linq System.Linq.Dynamic.Core System.Management.Automation System.Messaging',
    'System.Net System.Net.Http System.Net.Mail System.Net.Security System.Net.Sockets System.Net.WebSockets',
    'System.Reflection System.Resources System.Runtime.InteropServices System.Runtime.Serialization',
    'System.Runtime.Serialization.Formatters.Binary System.Runtime.Serialization.Formatters.Soap',
    'System.Security System.Security.Authentication System.Security.Claims System.Security.Cryptography',
    'System.Security.Cryptography.X509Certificates System.Security.Cryptography.Xml System.ServiceModel',
    'System.Text System.Text.Json System.Text.RegularExpressions System.Threading System.Threading.Tasks',
    'System.Web System.Web.Http System.Web.Mvc System.Web.Script.Serialization System.Web.Security',
    'System.Web.UI System.Web.UI.WebControls System.Windows.Markup System.Xaml System.Xml System.Xml.Linq',
    'System.Xml.Schema System.Xml.Serialization System.Xml.XPath System.Xml.Xsl',
    'Microsoft.AspNetCore.Html Microsoft.AspNetCore.Http Microsoft.AspNetCore.Mvc Microsoft.CSharp',
    'Microsoft.CodeAnalysis.CSharp Microsoft.CodeAnalysis.CSharp.Scripting Microsoft.Data.SqlClient',
    'Microsoft.Data.Sqlite Microsoft.EntityFrameworkCore Microsoft.VisualBasic Microsoft.Win32',
    'MySql.Data.MySqlClient Newtonsoft.Json Newtonsoft.Json.Linq Npgsql Oracle.ManagedDataAccess.Client',
  ].flatMap((line) => line.split(' ')),
);

/** True for `System.IO` in `System.IO.File`, and not for `System` in `System.IO`. */
export function isNamespaceOf(holder: string, name: string): boolean {
  return namespaces.has(holder) && !namespaces.has(`${holder}.${name}`);
}
