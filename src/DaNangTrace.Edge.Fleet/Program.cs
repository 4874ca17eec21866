System.Console.WriteLine("fleet");
