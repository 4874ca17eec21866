System.Console.WriteLine("dntrace");
